// Names: their order, the form in which they are compared, and the search for concepts by them.
(() => {
  "use strict";
  const { KG } = globalThis;
  const PREFIXES = ["concept", "quantity", "claim", "evidence", "passage", "omission", "document", "study"];

  // The entry of a table under a name.
  /** @template T @param {Record<string, T> | undefined} table @param {string | number} name @returns {T | undefined} */
  const own = (table, name) => (table && Object.hasOwn(table, name) ? table[name] : undefined);

  // The order of two texts by code points, as in Python.
  /** @param {string} a @param {string} b */
  function order(a, b) {
    const [one, other] = [Array.from(a), Array.from(b)];
    const i = one.findIndex((c, place) => c !== other[place]);
    if (i < 0) return one.length - other.length;
    return i < other.length ? Number(one[i].codePointAt(0)) - Number(other[i].codePointAt(0)) : 1;
  }

  // The form in which names are compared: no case, accents, punctuation, or British spelling.
  /** @param {string} text */
  function normal(text) {
    const plain = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    const words = plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    return words.replaceAll("ae", "e").replaceAll("isation", "ization");
  }

  // A relation in the identifier of a claim, and its subject or object there.
  /** @param {string} text */
  const slug = (text) => text.replace(/(\p{Lowercase})(?=\p{Uppercase})/gu, "$1-").toLowerCase()
    .replace(/[^a-z0-9]+/g, " ").trim().replaceAll(" ", "-");
  /** @param {string} name */
  function part(name) {
    const colon = name.indexOf(":");
    const ours = colon > 0 && PREFIXES.includes(name.slice(0, colon));
    const text = (ours ? name.slice(colon + 1) : name).replaceAll("%", "%25");
    return (ours ? text.replaceAll(":", "%3A") : text).replaceAll("--", "-%2D");
  }
  /** @param {string} subject @param {string} relation @param {string} object */
  const claimName = (subject, relation, object) => `claim:${part(subject)}--${slug(relation)}--${part(object)}`;

  // How near a name is to what was typed: 0 if it is that, then the beginning, whole words, and parts of words; null if
  // a word is not in it.
  /** @param {string} wanted @param {string} name */
  function grade(wanted, name) {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    const words = wanted.split(" ");
    if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 2;
    return words.every((word) => name.includes(word)) ? 3 : null;
  }

  // The search among some concepts, of which some are generic.
  /** @param {Page.Facts} facts @returns {(text: string) => Page.Named[]} */
  function search({ concepts, label, generic, rank }) {
    /** @type {[name: string, plain: string, sort: number][][] | null} */
    let spoken = null;
    /** @param {Page.Concept} concept @returns {[name: string, plain: string, sort: number][]} */
    const named = ({ label: first, syn = [], id }) => (
      /** @type {[string, number][]} */ (
        [[first, 0], ...syn.map((name) => [name, 1]), [id.slice(id.indexOf(":") + 1), 2]]
      ).map(([name, sort]) => [name, normal(name), sort]));
    /** @param {Page.Found} a @param {Page.Found} b */
    const nearer = (a, b) => a.place.map((value, i) => value - b.place[i]).find(Boolean)
      ?? (order(label(a.n), label(b.n)) || rank[a.n] - rank[b.n]);
    /** @param {Page.Found} one */
    const late = ({ n, place }) => Number(place[0] > 0 && generic(n)); // Generic concepts last, but for an exact name.

    // An exact name of any sort first, then labels, synonyms and the identifier; each the nearer, then the shorter.
    /** @param {number} n @param {string} typed @param {string} wanted @param {[string, string, number][]} names */
    function called(n, typed, wanted, names) {
      const { id, same = [] } = concepts[n];
      const found = names.flatMap(([name, plain, sort]) => {
        const how = grade(wanted, plain);
        return how === null ? [] : [{ n, name, place: [Number(how > 0), sort, how, name.length] }];
      });
      const ids = [id, ...same].map((name) => name.toLowerCase());
      if (ids.includes(typed)) found.push({ n, name: label(n), place: [0, 0, 0, 0] });
      return found.sort(nearer).slice(0, 1);
    }

    // Every word must be in one of the names; the nearer the name, the earlier.
    return (text) => {
      const typed = typeof text === "string" ? text.trim().toLowerCase() : "";
      const wanted = normal(typed);
      if (!wanted) return [];
      const names = spoken ??= concepts.map(named);
      return names.flatMap((some, n) => called(n, typed, wanted, some))
        .sort((a, b) => late(a) - late(b) || nearer(a, b)).map(({ n, name }) => ({ n, name }));
    };
  }

  Object.assign(KG, { own, order, normal, claimName, search });
})();
