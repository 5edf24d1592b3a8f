// The state of the page in one place: what the address says, what a reader did, and how one follows from the other. No
// document is touched: `states(known)` is given what there is, and returns {parse, lost, address, reduce}. States never
// change; each action makes a new one, and views show what they are given.
(() => {
  "use strict";
  const FILTER = /^[a-z]+\.[\w-]{1,80}$/;
  const CONCEPTS = ["c", "a", "b", "up", "down"]; // The parts of an address that name a concept.
  const HOME = "start", USUAL = "focus";
  /** @type {Page.Sheet[]} */
  const SHEETS = ["closed", "rest", "half", "full"];
  // What the panel shows follows from these: where one is chosen, the sheet of a phone rises.
  /** @type {(keyof Page.State)[]} */
  const CHOICES = ["claim", "c", "b", "chain"];

  /** @param {number} most @returns {(text: string) => number | undefined} */
  const number = (most) => (text) => (/^\d{1,10}$/.test(text) && Number(text) <= most ? Number(text) : undefined);
  /** @param {RegExp} form @returns {(text: string) => string | undefined} */
  const word = (form) => (text) => (form.test(text) ? text : undefined);

  // How each part of an address is read; what is unknown or hostile is ignored. The order is that of an
  // address.
  /**
   * @param {Page.Known} known
   * @returns {{ [K in keyof Page.Said]-?: (text: string) => Page.Said[K] | undefined }}
   */
  const readers = ({ concept, claim, view, guide }) => ({
    v: (text) => (view(text) ? text : undefined),
    c: concept, a: concept, b: concept, up: concept, down: concept, claim, debate: claim,
    d: number(2), k: number(10), page: number(99), all: number(1), chain: number(10), step: number(99),
    loop: number(99), q: number(99), seed: number(2 ** 31), n: number(30), topic: word(/^[a-z-]{1,30}$/),
    guess: word(/^(rises|falls|open|show|ask)$/),
    guide: (text) => (guide(text) ? text : undefined),
    group: word(/^[a-z-]{1,30}$/),
    off: (text) => text.split(",").filter((name) => FILTER.test(name)).slice(0, 200),
    sort: word(/^[a-z]{1,20}[+-]?$/),
    find: (text) => text.slice(0, 100),
    effect: word(/^[a-z-]{1,20}$/),
  });

  // Whether an address names a concept that is not there, or a broken one.
  /** @param {Page.Known} known @returns {(hash: string) => boolean} */
  const losing = (known) => (hash) => hash.replace(/^#/, "").split("&").some((part) => {
    const [name, ...rest] = part.split("=");
    if (!CONCEPTS.includes(name) || !rest.join("=")) return false;
    try {
      return known.concept(decodeURIComponent(rest.join("="))) === undefined;
    } catch {
      return true;
    }
  });

  /** @param {Page.Known} known @returns {Page.States} */
  function states(known) {
    const READ = readers(known);
    const NAMES = /** @type {(keyof Page.Said)[]} */ (Object.keys(READ));

    // A state as views may rely on it: with a view, and in focus with a concept, whatever brought it there.
    /** @param {Partial<Page.State>} state @returns {Page.State} */
    function whole(state) {
      const said = { ...state, ...known.single };
      // A page without an address to show begins at its start; a concept or claim without a view is in focus.
      const v = said.v ?? (known.view(HOME) && !said.c && !said.claim ? HOME : USUAL);
      const c = v === USUAL ? said.c ?? known.first(said.claim) : said.c;
      const told = Object.entries({ ...said, v, c }).filter(([, value]) => value !== undefined && value !== null);
      return /** @type {Page.State} */ (/** @type {unknown} */ (Object.freeze(Object.fromEntries(told))));
    }

    /** @param {string} hash */
    function parse(hash) {
      /** @type {Record<string, unknown>} */
      const state = {};
      for (const part of hash.replace(/^#/, "").split("&")) {
        const [name, ...rest] = part.split("=");
        if (!rest.length || !Object.hasOwn(READ, name)) continue;
        try {
          const value = READ[/** @type {keyof Page.Said} */ (name)](decodeURIComponent(rest.join("=")));
          if (value !== undefined) state[name] = value;
        } catch {
          // A broken escape is ignored.
        }
      }
      return whole(state);
    }

    /** @param {unknown} value */
    const plain = (value) => encodeURIComponent(String(value)).replace(/%3A/g, ":").replace(/%2C/g, ",");

    // The address of a state; the theme and the sheet are not in it, as they belong to a reader and not to what is
    // shown.
    /** @param {Page.Changes} state */
    const address = (state) => `#${NAMES.filter((name) => state[name] !== undefined && state[name] !== null)
      .map((name) => `${name}=${plain(state[name])}`).join("&")}`;

    // The end of a path is asked for, and not something to read about.
    /** @param {keyof Page.State} name @param {Page.State} state */
    const end = (name, { v }) => name === "b" && v === "path";

    // A change keeps what is not named; null takes a part out.
    /** @param {Page.State} state @param {Page.Changes} changes */
    function changed(state, changes) {
      const rises = CHOICES.some((name) => changes[name] !== undefined && changes[name] !== null && !end(name, state));
      const next = /** @type {Page.State} */ ({ ...state, ...changes });
      return whole({ ...next, sheet: rises ? "half" : next.v === state.v ? state.sheet : undefined });
    }

    // An address keeps what is not in it; a link to something else in the same view is a choice.
    /** @param {Page.State} state @param {Page.State} next @param {boolean} link */
    function arrived(state, next, link) {
      const same = next.v === state.v;
      const rises = link && same && CHOICES.some((name) => (
        next[name] !== undefined && next[name] !== state[name] && !end(name, state)));
      // Going back from what was chosen, or to the same address, lowers a raised sheet.
      const left = CHOICES.some((name) => state[name] !== undefined && next[name] === undefined);
      const back = !link && (left || address(next) === address(state)) && state.sheet !== "closed";
      return whole({ ...next, theme: state.theme, sheet: rises ? "half" : same && !back ? state.sheet : undefined });
    }

    /** @param {Page.State} state @param {Page.Action} action @returns {Page.State} */
    function reduce(state, action) {
      const { theme, sheet } = state;
      switch (action.type) {
        case "address": return arrived(state, parse(action.hash), Boolean(action.link));
        case "change": return changed(state, action.changes);
        // A concept that was looked for: marked in the map, else in focus.
        case "look": return changed(state, {
          v: state.v === "map" ? "map" : USUAL, c: action.c, claim: null, page: null, all: null, group: null });
        case "quiz": {
          const { n = state.n, topic = state.topic } = action;
          return whole({ v: "quiz", seed: action.seed, q: 1, n: n ?? undefined, topic: topic ?? undefined, theme });
        }
        case "theme": return whole({ ...state, theme: action.theme });
        case "sheet": return whole({ ...state, sheet: SHEETS.includes(action.sheet) ? action.sheet : sheet });
        default: return state;
      }
    }

    return { parse, lost: losing(known), address, reduce };
  }

  globalThis.KG = { ...globalThis.KG, states };
})();
