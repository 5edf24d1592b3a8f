// What every view shares: the data in the page, elements made from text alone, and the state in the address.
(() => {
  "use strict";
  const KG = window.KG;
  const root = document.documentElement;
  KG.find = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} id */
  const read = (id) => JSON.parse(KG.find(id).textContent);

  KG.data = read("data");
  for (const item of KG.data.evidence) item.mod ??= "Asserted"; // It is left out where it is so.
  KG.map = read("map");
  KG.guides = read("guides");
  KG.setting = read("setting");
  KG.graph = KG.load(KG.data);
  KG.single = KG.setting.single;
  // A source as a reader knows it: a page by its publisher; its kind, and how firmly it says something.
  KG.kindOf = (source) => (source.doc ? "web page" : source.kind);
  KG.nameOf = (source) => source.publisher || source.name;
  // The side that evidence takes: none, if its study is retracted or was not identified.
  KG.sideOf = (n) => {
    const { st, void: gone } = KG.data.evidence[n];
    return gone ? "not counted" : st > 0 ? "for" : st < 0 ? "against" : "undecided";
  };
  // Evidence from pages, from studies, and from what is neither: a source of knowledge that names no study.
  KG.apart = (evidence) => [1, 0, 2].map((sort) => (
    evidence.filter((n) => KG.sourceOf(n).doc + 2 * Number(KG.sourceOf(n).bare ?? 0) === sort)));
  /** @type {Record<string, string>} */
  const FIRMLY = { Hedged: "careful wording", Emerging: "still under study", Disputed: "opinions differ" };
  KG.firmly = (item) => FIRMLY[item.mod ?? ""];
  KG.sourceOf = (evidence) => KG.data.sources[KG.graph.source(evidence)];

  // Elements. Text becomes text, never markup; an address becomes a link only if it is https, http or in this page.

  const SAFE = /^(https?:\/\/|#)/;
  const SVG = "http://www.w3.org/2000/svg";

  // props: `on` holds listeners by event name, `data` the data attributes; all others are attributes (false: left out).
  /**
   * @template {HTMLElement | SVGElement} E @param {E} element @param {Page.Props | undefined} props
   * @param {Page.Child[]} children
   */
  function fill(element, props, children) {
    for (const [name, value] of Object.entries(props ?? {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "on") {
        for (const [event, act] of Object.entries(props?.on ?? {})) element.addEventListener(event, act);
      } else if (name === "data") Object.assign(element.dataset, value);
      else if (name === "href" && !SAFE.test(String(value))) continue;
      else if (/^on|^style$|^srcdoc$/i.test(name)) throw new Error(`no attribute for KG.el: ${name}`);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    // A string becomes a text node; null and false are left out, lists are taken apart.
    /** @param {Node | string | false | null | undefined} child @returns {child is Node | string} */
    const given = (child) => child !== null && child !== undefined && child !== false;
    element.append(...children.flat(Infinity).filter(given));
    return element;
  }
  KG.el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
  KG.svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

  KG.button = (text, act, props) => KG.el("button", { type: "button", ...props, on: { click: act } }, text);

  // A button that copies what `text` gives.
  KG.copier = (name, text, words, area, props) => (
    KG.button(name, (event) => void KG.copy(event, text(), words, area), props));

  // A link that opens what is not in this page in a window of its own.
  KG.out = (href, ...children) => (SAFE.test(href ?? "")
    ? KG.el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : KG.el("span", {}, ...children));

  // A name as part of an `id`.
  KG.slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  KG.count = (n, one, many) => `${n} ${n === 1 ? one : many ?? `${one}s`}`;

  // Messages are for screen readers; those that nothing else shows are visible, too, until the reader goes on.
  KG.say = (text, seen = false) => {
    KG.find("said").textContent = text;
    KG.find("said").className = seen ? "" : "hidden";
  };
  addEventListener("pointerdown", () => { KG.find("said").className = "hidden"; });

  // Copies a text, and the button that was pressed says so for a while; where that is forbidden, `area` shows it.
  const TOLD = 4000; // Milliseconds.
  KG.copy = async ({ currentTarget }, text, words, area) => {
    const button = /** @type {HTMLElement} */ (currentTarget);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      area.closest("details")?.setAttribute("open", "");
      area.hidden = false;
      area.value = text;
      area.select();
      KG.say(`${words} shown, to copy by hand.`);
      return;
    }
    KG.say(`${words} copied.`);
    const label = button.textContent ?? "";
    if (button.dataset.done) return;
    button.dataset.done = label;
    button.textContent = "Copied";
    setTimeout(() => {
      delete button.dataset.done;
      button.textContent = label;
    }, TOLD);
  };

  // The state: what the address says after "#", and the little that it does not say. Each action makes a new one.

  // name -> {label, frame(state), show(state, place)}; `place` is the element of that view, kept from one showing to
  // the next.
  KG.views = {};
  const FIRST = "concept:vitamin-d-deficiency";
  // The concept with most claims, for a graph without the usual one.
  function busiest() {
    /** @type {Map<number, number>} */
    const many = new Map();
    const ends = KG.data.claims.flatMap(({ s, o }) => (o === undefined ? [s] : [s, o]));
    for (const n of ends) many.set(n, (many.get(n) ?? 0) + 1);
    return [...many].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
  }
  const STATES = KG.states({
    single: KG.single,
    view: (name) => Object.hasOwn(KG.views, name),
    concept: (text) => KG.graph.concept(KG.graph.byId(text))?.id, // of a withdrawn one, what replaces it
    claim: (text) => KG.graph.claimId(KG.graph.claimById(text)) || undefined,
    guide: (text) => KG.guides.some((guide) => guide.id === text),
    first: (claim) => {
      const told = claim ? KG.graph.claimById(claim) : -1;
      const n = told >= 0 ? KG.data.claims[told].s : KG.graph.byId(FIRST);
      return KG.graph.concept(n >= 0 ? n : busiest())?.id;
    },
  });
  KG.address = STATES.address;
  KG.parse = STATES.parse;

  // The address of the present state with changes; null takes a part out.
  KG.link = (changes) => KG.address({ ...KG.state, ...changes });

  KG.state = /** @type {Page.State} */ ({});
  const NOBODY = "No concept of that name.";
  KG.lost = false;
  KG.read = () => {
    KG.state = STATES.reduce(KG.state, { type: "address", hash: location.hash });
    // Said after the view is shown.
    KG.lost = STATES.lost(location.hash);
    if (KG.lost) queueMicrotask(() => KG.say(NOBODY, true));
  };

  // What a reader does: a new state, its address, and the view of it. `replace` leaves no trace in the history;
  // KG.steps counts the others.
  KG.steps = 0;
  KG.dispatch = (action, { replace = false } = {}) => {
    KG.state = STATES.reduce(KG.state, action);
    KG.lost = false;
    const next = KG.address(KG.state);
    const stays = replace || next === location.hash;
    try {
      history[stays ? "replaceState" : "pushState"](stays ? history.state : null, "", next);
      KG.steps += stays ? 0 : 1;
    } catch {
      // In a frame without an address of its own, as in a notebook, there is no history; but the view changes.
    }
    KG.show();
  };
  KG.go = (changes, options) => KG.dispatch({ type: "change", changes }, options);

  // A click on a link within the page goes there without the browser's jump.
  addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = String(link.getAttribute("href"));
    const target = KG.find(address.slice(1));
    event.preventDefault();
    if (target) {
      target.focus();
      target.scrollIntoView({ block: "nearest" });
      return;
    }
    KG.dispatch({ type: "address", hash: address, link: true });
  });

  // Claims and concepts as links, the same everywhere. A single picture has one view: there the panel shows a
  // concept.

  KG.sentenceButton = (n, props) => (
    KG.el("a", { class: "sentence", href: KG.link({ claim: KG.graph.claimId(n) }), ...props }, KG.graph.sentence(n)));

  KG.conceptButton = (n, props) => (KG.single
    ? KG.button(KG.graph.label(n), () => KG.panel.concept(n), { class: "concept", ...props })
    : KG.el("a", { class: "concept", href: KG.focusOn(n), ...props }, KG.graph.label(n)));

  // The address of the causes and effects of a concept; the filters stay.
  KG.focusOn = (n) => KG.address({ v: "focus", c: KG.data.concepts[n].id, d: KG.state.d, off: KG.state.off });

  // Words for signs, the same in the legend, the panel and what is said aloud.

  KG.EFFECT = { "+": "raises", "-": "lowers", "?": "changes", "0": "none", "~": "association", "": "other" };
  KG.VERB = {
    "+": "raises", "-": "lowers", "?": "changes", "0": "does not change", "~": "goes with", "": "is linked to",
  };
  KG.ARROW = { "+": "↑", "-": "↓", "?": "?", "0": "=" };
  KG.PROBABLY = { "↑": "△", "↓": "▽" };

  // The sign of a relation as it is drawn: that of the vocabulary; "~" for an association, "" for what is not causal.
  const ASSOCIATIONS = /associatedWith$/i;
  KG.sign = (relation) => KG.data.relations[relation].sign || (ASSOCIATIONS.test(relation) ? "~" : "");

  // Confidence is drawn in three bands, those of its words.
  KG.BANDS = [
    { id: "high", words: "high, 0.60 and above" },
    { id: "medium", words: "medium, 0.31 to 0.59" },
    { id: "low", words: "low, up to 0.30" },
  ];
  KG.band = (confidence) => KG.confidence.level(confidence);

  // The kinds of concepts, in the order of the program.
  KG.KINDS = ["symptom", "disease", "measurement", "process", "substance", "protein", "anatomy", "treatment", "food",
    "behaviour", "environment", "procedure", "other"];

  // Colours live in the style sheet; the canvas asks for them by name.

  KG.colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  // The theme is what the reader chose, else that of the system. If storage is forbidden, nothing is remembered.
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  /** @param {Page.Theme} [theme] @returns {string | null} */
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem("kg-theme", theme);
      return localStorage.getItem("kg-theme");
    } catch {
      return null;
    }
  };
  const kept = remember();
  if (kept === "dark" || kept === "light") KG.state = STATES.reduce(KG.state, { type: "theme", theme: kept });
  KG.dark = () => (KG.state.theme ? KG.state.theme === "dark" : DARK.matches);
  KG.theme = (wanted) => {
    if (wanted) KG.state = STATES.reduce(KG.state, { type: "theme", theme: wanted });
    remember(wanted);
    root.dataset.theme = KG.dark() ? "dark" : "light";
    dispatchEvent(new Event("kg-theme"));
  };
  KG.theme();
  DARK.addEventListener("change", () => KG.theme());

  // Where the parts of the page are below each other (as in the style sheet), and where a picture has little room.
  KG.NARROW = matchMedia("(max-width: 1100px), (max-height: 480px)");
  KG.PHONE = matchMedia("(max-width: 760px)");
  KG.small = (place) => (place.clientWidth || innerWidth) < 560;
})();
