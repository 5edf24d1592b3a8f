// The scripts of the page in Node: with a document that holds elements but draws nothing, and small graphs for it.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const ASSETS = new URL("../../kg/website/assets/", import.meta.url);
const BUILD = readFileSync(new URL("../../kg/website/build.py", import.meta.url), "utf8");

// The scripts in the order in which the page runs them; PURE are those that need no document.
const names = (text) => [...text.matchAll(/\*"([a-z ]+)"\.split\(\)/g)].flatMap(([, some]) => some.split(" "));
const [pure, others] = BUILD.split("\nSCRIPTS = (").map(names);
export const PURE = pure;
export const SCRIPTS = [...pure, ...others];
export const upTo = (name) => SCRIPTS.slice(0, SCRIPTS.indexOf(name) + 1);

const PARTS = ["data", "map", "guides", "setting", "said", "legend", "side", "panel", "title", "view", "main", "theme"];
const SIGNS = { "+": "increases", "-": "decreases", "?": "affects", 0: "hasNoEffectOn", "~": "associatedWith" };

export const source = (name) => readFileSync(new URL(`${name}.js`, ASSETS), "utf8");

// An element: what the scripts ask of one, and no more. A text in it is a string.
class Element {
  constructor(tag) {
    Object.assign(this, { tag, children: [], dataset: {}, style: {}, hidden: false, value: "", listeners: {} });
    this.attributes = new Map();
    this.classList = { add() {} };
  }

  get id() { return this.attributes.get("id") ?? ""; }

  get firstChild() { return this.children[0] ?? null; }

  get options() { return this.children; }

  get textContent() {
    return this.children.map((child) => child.textContent ?? String(child)).join("");
  }

  set textContent(text) { this.children = [text]; }

  append(...children) { this.children.push(...children); }

  before(...children) { this.beside = children; }

  replaceChildren(...children) { this.children = children; }

  setAttribute(name, value) {
    this.attributes.set(name, value);
    if (name === "value") this.value = value;
    if (name === "hidden") this.hidden = true;
  }

  getAttribute(name) { return this.attributes.get(name) ?? null; }

  removeAttribute(name) { this.attributes.delete(name); }

  addEventListener(event, act) { this.listeners[event] = act; }

  click() { this.listeners.click({ currentTarget: this, preventDefault() {} }); }

  focus() {}

  select() {}

  setSelectionRange() {}

  closest() { return null; }

  scrollIntoView() {}

  * all() {
    yield this;
    for (const child of this.children) if (child instanceof Element) yield* child.all();
  }

  // A selector is the name of a tag here, `.class` or `#id`, or several of them, each within the one before.
  querySelectorAll(selector) {
    const [first, ...inner] = selector.split(" ");
    const fits = ({ tag, id, attributes }) => tag === first || `#${id}` === first
      || (attributes.get("class") ?? "").split(" ").some((name) => `.${name}` === first);
    const found = [...this.all()].filter((one) => one !== this && fits(one));
    return inner.length ? found.flatMap((one) => one.querySelectorAll(inner.join(" "))) : found;
  }

  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
}

// Runs one more script of the page.
export const run = (name) => vm.runInThisContext(source(name), { filename: `${name}.js` });

// Runs some scripts of the page for `data`, and gives KG. `view(name, changes)` shows a view as an address would, and
// gives its element.
export function open(data, names, options = {}) {
  const { guides = [], single = null, narrow = false, places = { nodes: [], groups: [] } } = options;
  const root = new Element("html");
  const parts = Object.fromEntries(PARTS.map((id) => [id, new Element("div")]));
  for (const [id, part] of Object.entries(parts)) part.setAttribute("id", id);
  root.append(...Object.values(parts));
  const { concepts, claims, sources } = data;
  const built = { version: "1", concepts: concepts.length, claims: claims.length, sources: sources.length };
  const setting = { single, library: "inline", built };
  const map = { ...places, options: { interaction: {} } };
  for (const [id, body] of Object.entries({ data, map, guides, setting })) parts[id].textContent = JSON.stringify(body);
  const pen = { measureText: (text) => ({ width: 8 * text.length }) };
  Object.assign(globalThis, {
    KG: undefined,
    window: globalThis,
    document: {
      documentElement: root,
      createElement: (tag) => Object.assign(new Element(tag), tag === "canvas" && { getContext: () => pen }),
      createElementNS: (_, tag) => new Element(tag),
      getElementById: (id) => root.querySelector(`#${id}`),
      querySelectorAll: () => [],
    },
    location: { hash: "", protocol: "file:", href: "file:///page.html" },
    history: {
      pushState: (_, __, address) => { globalThis.location.hash = address; },
      replaceState: (_, __, address) => { globalThis.location.hash = address; },
    },
    matchMedia: (query) => ({ matches: narrow && query.includes("width"), addEventListener() {} }),
    getComputedStyle: () => ({ getPropertyValue: () => "#000000" }),
    localStorage: { getItem: () => null, setItem() {} },
    addEventListener() {},
    dispatchEvent() {},
    innerWidth: narrow ? 390 : 1366,
    innerHeight: 768,
    scrollY: 0,
  });
  names.forEach(run);
  const { KG } = globalThis;
  KG.show = () => {};
  KG.view = (name, changes = {}) => {
    parts[name] ??= Object.assign(new Element("div"), { clientWidth: globalThis.innerWidth });
    parts[name].setAttribute("id", `view-${name}`);
    if (!parts.view.children.includes(parts[name])) parts.view.append(parts[name]);
    KG.state = { v: name, ...changes };
    KG.show = () => KG.views[name].show(KG.state, parts[name]);
    KG.show();
    return parts[name];
  };
  return KG;
}

// The whole page of a graph, each picture that it draws, and the texts of some elements within another.
export function page(data, options) {
  const KG = open(data, upTo("about"), options);
  const drawn = [];
  KG.draw = (_, picture, hooks) => drawn.push({ ...picture, hooks });
  return { KG, last: () => drawn.at(-1), view: KG.view };
}
export const texts = (element, selector) => element.querySelectorAll(selector).map((one) => one.textContent);

// A graph as the page knows it, of lines such as "a + b", "b - c 0.50 @x denied": subject, sign, object, confidence,
// source, stance, or hedged. `states` maps a level to its quantity, `broader` a kind to its genus, `kinds` a concept to
// its sort.
export function toy(lines, { states = {}, broader = {}, kinds = {}, judge = {}, ...rest } = {}) {
  const told = lines.map((line) => line.split(" "));
  const more = Object.entries({ ...states, ...broader }).flat();
  const names = [...new Set([...told.flatMap(([s, , o]) => [s, o]), ...more])];
  const n = (name) => names.indexOf(name);
  const given = (words, mark) => words.find((word) => word.startsWith(mark))?.slice(1);
  const sources = [...new Set(told.map((words) => given(words, "@") ?? "x"))];
  const claims = [], evidence = [], influences = new Map();
  told.forEach((words, i) => {
    const [s, sign, o, conf = "0.35"] = words;
    const st = words.includes("denied") ? -1 : words.includes("undecided") ? 0 : 1;
    const src = sources.indexOf(given(words, "@") ?? "x");
    const mod = words.includes("hedged") ? "Hedged" : "Asserted";
    evidence.push({ id: `evidence:${i}`, st, mod, says: `Says ${i}.`, src });
    const mirrored = (states[s] === undefined) !== (states[o] === undefined);
    const turned = mirrored ? { "+": "-", "-": "+" }[sign] ?? sign : sign;
    claims.push({ s: n(s), r: SIGNS[sign], o: n(o), e: [i], conf, sum: [[i, conf, "1", "1", conf]] });
    if (sign === "~") return;
    const ends = [states[s] ?? s, states[o] ?? o].map(n);
    const key = `${ends} ${turned}`;
    const cost = Math.round(-1e6 * Math.log(Number(conf)));
    const stated = states[s] === undefined ? "+" : "-";
    const known = influences.get(key);
    if (known) Object.assign(known, { claims: [...known.claims, i], stated: known.stated + stated });
    else influences.set(key, { s: ends[0], t: ends[1], sign: turned, cost, claims: [i], stated });
  });
  return {
    version: "1",
    concepts: names.map((name) => ({
      id: `concept:${name}`, label: name, kind: kinds[name] ?? "process",
      ...(states[name] && { of: n(states[name]), low: 1 }), ...(broader[name] && { broader: [n(broader[name])] }),
    })),
    relations: Object.fromEntries(Object.entries(SIGNS).map(
      ([sign, id]) => [id, { label: id, definition: "", sign: sign === "~" ? "" : sign }])),
    modalities: { Asserted: "Said without a doubt." },
    sources: sources.map((name) => (
      { id: `document:${name}`, name: `Page ${name}`, kind: "web page", title: "", doc: 1, publisher: name })),
    claims, evidence, passages: [], influences: [...influences.values()], used: [...influences.keys()].map((_, i) => i),
    kinds: {}, loops: [], ...rest,
    judge: {
      targets: [], rows: {}, supports: "0".repeat(influences.size), contested: [], denied: [], indicates: {},
      excludes: {}, statuses: [], words: {},
      ...judge,
    },
  };
}
