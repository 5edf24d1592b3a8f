// What every view shares: the data in the page, elements made from text alone, and the state in the address.
(() => {
  "use strict";
  const KG = window.KG;
  const root = document.documentElement;
  KG.find = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} id */
  const read = (id) => JSON.parse(KG.find(id).textContent);

  KG.data = read("data");
  KG.map = read("map");
  KG.guides = read("guides");
  KG.setting = read("setting");
  KG.graph = KG.load(KG.data);
  KG.single = KG.setting.single;
  KG.sourceOf = (evidence) => KG.data.sources[KG.graph.source(evidence)];

  // Elements. Text becomes text, never markup; an address becomes a link only if it is https, http or in this page.

  const SAFE = /^(https?:\/\/|#)/;
  const SVG = "http://www.w3.org/2000/svg";

  // props: `on` holds listeners by event name, `data` the data attributes; all else are attributes (false: left out).
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
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }
  KG.el = (tag, props, ...children) => fill(document.createElement(tag), props, children);
  KG.svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

  KG.button = (text, act, props) => KG.el("button", { type: "button", ...props, on: { click: act } }, text);

  // A link that opens what is not in this page in a window of its own.
  KG.out = (href, ...children) => (SAFE.test(href ?? "")
    ? KG.el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : KG.el("span", {}, ...children));

  // A name as part of an `id`.
  KG.slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  KG.count = (n, one, many) => `${n} ${n === 1 ? one : many ?? `${one}s`}`;

  KG.say = (text) => { KG.find("said").textContent = text; };

  // The state: what the address says after "#". What is unknown or hostile counts as not said.

  // name -> {label, show(state, place)}; `place` is the element of that view, kept from one showing to the next.
  KG.views = {};
  const FILTER = /^[a-z]+\.[\w-]{1,80}$/;
  /** @param {string} text */
  const concept = (text) => KG.graph.concept(KG.graph.byId(text))?.id; // of a withdrawn one, what replaces it
  /** @param {number} most @returns {(text: string) => number | undefined} */
  const number = (most) => (text) => (/^\d{1,4}$/.test(text) && Number(text) <= most ? Number(text) : undefined);
  /** @type {{ [K in keyof Page.State]-?: (text: string) => Page.State[K] | undefined }} */
  const READ = {
    v: (text) => (Object.hasOwn(KG.views, text) ? text : undefined),
    c: concept, a: concept, b: concept, up: concept, down: concept,
    claim: (text) => KG.graph.claimId(KG.graph.claimById(text)) || undefined,
    d: number(2), k: number(10), page: number(99), all: number(1), chain: number(10), step: number(99), loop: number(99), q: number(99),
    guide: (text) => (KG.guides.some((guide) => guide.id === text) ? text : undefined),
    off: (text) => text.split(",").filter((name) => FILTER.test(name)).slice(0, 200),
    sort: (text) => (/^[a-z]{1,20}[+-]?$/.test(text) ? text : undefined),
    find: (text) => text.slice(0, 100),
    effect: (text) => (/^[a-z-]{1,20}$/.test(text) ? text : undefined),
  };

  /** @param {string} hash @returns {Page.State} */
  function parse(hash) {
    /** @type {Record<string, unknown>} */
    const state = {};
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [name, ...rest] = part.split("=");
      if (!rest.length || !Object.hasOwn(READ, name)) continue;
      try {
        const value = READ[/** @type {keyof Page.State} */ (name)](decodeURIComponent(rest.join("=")));
        if (value !== undefined) state[name] = value;
      } catch {
        // A broken escape: not said.
      }
    }
    state.v ??= "focus";
    return /** @type {Page.State} */ ({ ...state, ...KG.single });
  }

  /** @param {unknown} value */
  const plain = (value) => encodeURIComponent(String(value)).replace(/%3A/g, ":").replace(/%2C/g, ",");

  // The address of a state, the names in the order of READ.
  KG.address = (state) => `#${/** @type {(keyof Page.State)[]} */ (Object.keys(READ))
    .filter((name) => state[name] !== undefined && state[name] !== null)
    .map((name) => `${name}=${plain(state[name])}`).join("&")}`;

  // The address of the present state with changes; null takes a part out.
  KG.link = (changes) => KG.address({ ...KG.state, ...changes });

  KG.state = /** @type {Page.State} */ ({});
  KG.read = () => { KG.state = parse(location.hash); };

  // Go to the present state with changes. `replace` leaves no trace in the history; KG.steps counts the others.
  KG.steps = 0;
  KG.go = (changes, { replace = false } = {}) => {
    const next = KG.link(changes);
    const stays = replace || next === location.hash;
    try {
      history[stays ? "replaceState" : "pushState"](null, "", next);
      KG.steps += stays ? 0 : 1;
    } catch {
      // In a frame without an address of its own, as in a notebook, there is no history; the view changes all the same.
    }
    KG.state = parse(next);
    KG.show();
  };

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
    KG.state = parse(address);
    KG.go({});
  });

  // Claims and concepts as links, the same everywhere. A single picture has one view: there the panel tells of a concept.

  KG.sentenceButton = (n, props) => KG.el("a", { class: "sentence", href: KG.link({ claim: KG.graph.claimId(n) }), ...props },
    KG.graph.sentence(n));

  KG.conceptButton = (n, props) => (KG.single
    ? KG.button(KG.graph.label(n), () => KG.panel.concept(n), { class: "concept", ...props })
    : KG.el("a", { class: "concept", href: KG.focusOn(n), ...props }, KG.graph.label(n)));

  // The address of the causes and effects of a concept; the filters stay.
  KG.focusOn = (n) => KG.address({ v: "focus", c: KG.data.concepts[n].id, d: KG.state.d, off: KG.state.off });

  // Words for signs, the same in the legend, the panel and what is said aloud.

  KG.EFFECT = { "+": "raises", "-": "lowers", "?": "changes", "0": "none", "~": "association", "": "other" };
  KG.VERB = { "+": "raises", "-": "lowers", "?": "changes", "0": "does not change", "~": "goes with", "": "is linked to" };
  KG.ARROW = { "+": "↑", "-": "↓", "?": "?", "0": "=" };

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
  KG.KINDS = ["symptom", "disease", "measurement", "process", "substance", "protein", "anatomy", "treatment", "food", "behaviour", "environment", "procedure", "other"];

  // Colours live in the style sheet; the canvas asks for them by name.

  KG.colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  // The theme is what the reader chose, else that of the system. Storage can be forbidden: then nothing is remembered.
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  /** @param {"dark" | "light"} [theme] */
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem("kg-theme", theme);
      return localStorage.getItem("kg-theme");
    } catch {
      return null;
    }
  };
  let theme = remember();
  KG.dark = () => (theme === "dark" || theme === "light" ? theme === "dark" : DARK.matches);
  KG.theme = (wanted) => {
    if (wanted) theme = wanted;
    remember(wanted);
    root.dataset.theme = KG.dark() ? "dark" : "light";
    dispatchEvent(new Event("kg-theme"));
  };
  KG.theme();
  DARK.addEventListener("change", () => KG.theme());

  // Where the parts of the page stand below each other (as in the style sheet), and where a picture has little room.
  KG.NARROW = matchMedia("(max-width: 1099px), (max-height: 480px)");
  KG.small = (place) => (place.clientWidth || innerWidth) < 560;
})();
