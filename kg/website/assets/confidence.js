// How well a claim is supported: the calculation of its confidence (as `kg show` prints it), and its words.
//
// Runs without a page. Each witness counts points from 0 to 1; a side is 1 less the product of what each leaves open,
// the web pages together counting at most 0.30; the confidence is the side for it × (1 − the side against it).
(() => {
  "use strict";
  const PAGES = 0.3, LEAST = 0.01, MOST = 0.99;
  // Far below a place that is shown, far above the error of the arithmetic: exact halves go up, as in Python.
  const NUDGE = 1e-9;

  /** @param {number} number @param {number} places */
  const rounded = (number, places) => Math.floor(number * 10 ** places + 0.5 + NUDGE) / 10 ** places;
  /** @param {number} number */
  const short = (number) => String(rounded(number, 4));
  /** @param {number} number */
  const two = (number) => rounded(rounded(number, 4), 2).toFixed(2);

  /** @param {number[]} points */
  const either = (points) => 1 - points.reduce((open, one) => open * (1 - one), 1);
  /** @param {Page.Points} side */
  const together = ({ pages, studies }) => either([Math.min(PAGES, either(pages)), ...studies]);

  /** @param {number[]} points */
  const sum = (points) => (points.length === 1 ? short(points[0])
    : `1 − ${points.map((one) => short(1 - one)).join(" × ")} = ${short(either(points))}`);

  // The calculation of one side: its web pages together, and all.
  /** @param {string} name @param {Page.Points} points */
  function side(name, { pages, studies }) {
    const most = either(pages) > PAGES + NUDGE ? ", at most 0.30" : "";
    const all = pages.length ? [together({ pages, studies: [] }), ...studies] : studies;
    const before = pages.length > 1 ? [`${name}, web pages: ${sum(pages)}${most}`] : [];
    return all.length ? [...before, `${name}: ${sum(all)}`] : before;
  }

  // The calculation after the points of each witness: each side, and the confidence.
  /** @param {Page.Points} support @param {Page.Points} dispute @returns {string[]} */
  function calculation(support, dispute) {
    const lines = [...side("for", support), ...side("against", dispute)];
    const [pro, contra] = [together(support), together(dispute)];
    const exact = pro * (1 - contra);
    const value = Math.min(MOST, Math.max(LEAST, rounded(exact, 2))).toFixed(2);
    const product = contra ? `${short(pro)} × (1 − ${short(contra)}) = ${short(exact)}` : short(exact);
    const limit = exact < LEAST - NUDGE ? `, at least ${value}` : exact > MOST + NUDGE ? `, at most ${value}` : "";
    const round = limit || Math.abs(exact - Number(value)) < NUDGE ? "" : `, rounded ${value}`;
    return [...lines, `confidence: ${product}${limit}${round}`];
  }

  // high from 0.60, medium above 0.30, low to 0.30: web pages alone are low.
  /** @param {number} confidence @returns {Page.Level} */
  const level = (confidence) => (confidence >= 0.6 ? "high" : confidence > 0.3 ? "medium" : "low");

  // “0.37 (medium)”; with evidence against it, “0.20 (low; 0.37 for, 0.45 against)”.
  /** @param {string} conf @param {Page.Points} support @param {Page.Points} dispute */
  function words(conf, support, dispute) {
    const [pro, contra] = [together(support), together(dispute)];
    return `${conf} (${level(Number(conf))}${contra ? `; ${two(pro)} for, ${two(contra)} against` : ""})`;
  }

  globalThis.KG = { ...globalThis.KG, confidence: { together, calculation, level, words, two } };
})();
