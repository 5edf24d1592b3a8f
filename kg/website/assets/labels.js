// The labels of boxes: the lines into which they are wrapped, and the room that these take.
(() => {
  "use strict";
  const { KG } = window;
  // Text: its size, the height of a line, the widest line, and the room around it.
  const FONT = 15, LINE = 18, WRAP = 142, LINES = 4, ACROSS = 18, DOWN = 12;
  // A word may be so much wider than a line before it is cut.
  const LONG_WORD = 1.4;

  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${FONT}px system-ui, sans-serif`;
  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @param {string} text */
  function width(text) {
    if (!widths.has(text)) widths.set(text, pen.measureText(text).width);
    return widths.get(text);
  }

  // A word in parts that are not wider than `most`, as far as it has a stroke, slash or bracket to be cut behind: no
  // word is broken elsewhere.
  /** @param {string} word @param {number} most @returns {string[]} */
  function cut(word, most) {
    if (width(word) <= most) return [word];
    const at = [...word.matchAll(/[-)/](?=.)/g)].map((found) => found.index + 1).filter((end) => end > 2);
    const end = at.filter((one) => width(word.slice(0, one)) <= most).at(-1) ?? at[0];
    return end ? [word.slice(0, end), ...cut(word.slice(end), most)] : [word];
  }

  // The lines of a label, and the size of its box.
  /** @param {string} label */
  function measure(label, wrap = WRAP) {
    /** @type {string[]} */
    const lines = [];
    const words = (label || "(no name)").split(/[^\S\u00a0]+/).flatMap((word) => cut(word, LONG_WORD * wrap));
    let line = "";
    for (const word of words) {
      const longer = line ? `${line} ${word}` : word;
      if (line && width(longer) > wrap) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
    if (lines.length > LINES) lines.splice(LINES - 1, Infinity, `${lines[LINES - 1].slice(0, -1)}…`);
    return { lines, w: Math.ceil(Math.max(...lines.map(width))) + ACROSS, h: LINE * lines.length + DOWN };
  }

  Object.assign(KG, { labels: { measure, width, FONT, LINE, WRAP } });
})();
