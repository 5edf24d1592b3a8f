// What a reader may have meant by an unknown name: names whose words are nearly those that were typed. No
// document is touched.
(() => {
  "use strict";
  const { KG } = globalThis;
  // Letters that may differ in a word of this many letters, and names that are offered.
  /** @param {number} length */
  const allowed = (length) => (length < 4 ? 0 : length < 7 ? 1 : 2);
  const MOST = 5;

  // The fewest letters to change, add, drop or swap to turn one word into another; above `most` it does not matter how
  // many.
  /** @param {string} a @param {string} b @param {number} most */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = /** @type {number[]} */ ([]), last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // How far a word is from the nearest of some others, or from the beginning of one, so that unfinished words count
  // too.
  /** @param {string} word @param {string[]} others */
  function nearest(word, others) {
    const most = allowed(word.length);
    const offs = others.map((other) => {
      const beginning = other.slice(0, word.length);
      return beginning === word ? 0 : Math.min(distance(word, other, most), distance(word, beginning, most));
    });
    return Math.min(...offs, most + 1);
  }

  // The concepts with the nearest names, the nearest first: [{n, name}]. A capital within a word begins another one:
  // vitD.
  /** @param {string} typed @param {{ label: string, syn?: string[] }[]} concepts @returns {Page.Named[]} */
  function meant(typed, concepts) {
    const wanted = KG.normal(typed.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")).split(" ").filter(Boolean);
    if (!wanted.length) return [];
    /** @type {{ n: number, name: string, off: number, rest: number }[]} */
    const found = [];
    concepts.forEach(({ label, syn = [] }, n) => {
      const best = [label, ...syn].map((name) => {
        const words = KG.normal(name).split(" ");
        const offs = wanted.map((word) => nearest(word, words));
        const fits = offs.every((off, i) => off <= allowed(wanted[i].length));
        const off = fits ? offs.reduce((sum, each) => sum + each, 0) : Infinity;
        return { n, name, off, rest: words.length - wanted.length };
      }).sort((a, b) => a.off - b.off || a.rest - b.rest)[0];
      if (best.off < Infinity) found.push(best);
    });
    return found.sort((a, b) => a.off - b.off || a.rest - b.rest || a.name.length - b.name.length || a.n - b.n)
      .slice(0, MOST).map(({ n, name }) => ({ n, name }));
  }

  Object.assign(KG, { meant });
})();
