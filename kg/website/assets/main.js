// Puts the page together: header, views, search, keys; shows the view that the address asks for.
(() => {
  "use strict";
  const { KG } = window;
  const { el, find } = KG;
  const LONGEST = 47; // The longest heading in the title of the window, which then has at most 70 characters.
  const root = document.documentElement;
  const boxes = Object.fromEntries([.../** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("#view > .view"))].map((part) => [part.id.replace("view-", ""), part]));
  const ORDER = ["focus", "path", "map", "whatif", "learn", "quiz", "table", "about"];
  /** @type {string | null} */
  let shown = null;
  /** @type {string | undefined} */
  let told;

  // Each view has an element of its own, kept from one showing to the next; one that stands in the page is used as it is.
  /** @param {string} name */
  function box(name) {
    boxes[name] ??= find("view").appendChild(el("div", { id: `view-${name}`, class: "view" }));
    return boxes[name];
  }

  KG.show = () => {
    const { v } = KG.state;
    const view = KG.views[v];
    const place = box(v);
    for (const other of Object.values(boxes)) other.hidden = other !== place;
    root.dataset.view = v;
    // Panel and legend come into sight when they are filled; before the picture is, as they take room from it.
    find("panel").hidden = !KG.state.claim;
    find("legend").hidden = true;
    view.show(KG.state, place);
    const heading = place.querySelector("h2")?.textContent || view.label;
    document.title = `${heading.length > LONGEST ? `${heading.slice(0, LONGEST - 1).trimEnd()}…` : heading} – ${find("title").textContent}`;
    if (KG.state.claim) KG.panel.claim(KG.graph.claimById(KG.state.claim));
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#views a"))) {
      if (link.dataset.view === v) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      // The map begins with nothing marked.
      const { view: to } = link.dataset;
      link.setAttribute("href", KG.link({ v: to, claim: null, ...(to === "map" && v !== "map" && { c: null }) }));
    }
    // Where the panel stands below the picture, a claim that was just chosen comes into sight.
    if (KG.NARROW.matches && root.dataset.ready && KG.state.claim && KG.state.claim !== told) find("panel").scrollIntoView({ block: "start" });
    told = KG.state.claim;
    if (shown !== null && shown !== v) KG.say(`${view.label} view`);
    shown = v;
    // Where what had the focus is gone, the heading of the panel or of the view gets it.
    if (lost()) (find("panel").hidden ? place : find("panel")).querySelector("h2")?.focus({ preventScroll: true });
  };

  const lost = () => root.dataset.ready && (document.activeElement === document.body || document.activeElement === null);

  function header() {
    if (KG.single) {
      root.dataset.single = KG.single.v;
      return;
    }
    find("views").append(el("ul", {}, ORDER.filter((name) => KG.views[name]).map((name) =>
      el("li", {}, el("a", { href: `#v=${name}`, data: { view: name } }, KG.views[name].label)))));
    KG.picker(find("search"), { label: "Find a concept", key: "/", clear: true }, (n) => {
      KG.go({ v: KG.state.v === "map" ? "map" : "focus", c: KG.data.concepts[n].id, claim: null, page: null, all: null });
      find("panel").querySelector("h2")?.focus({ preventScroll: true });
    });
  }

  function theme() {
    const button = find("theme");
    const name = () => { button.textContent = KG.dark() ? "Light" : "Dark"; };
    button.hidden = false;
    button.addEventListener("click", () => KG.theme(KG.dark() ? "light" : "dark"));
    addEventListener("kg-theme", name);
    name();
  }

  root.classList.add("js");
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-js]"))) {
    part.hidden = false;
  }
  if (KG.single) for (const name of Object.keys(KG.views)) if (name !== KG.single.v) delete KG.views[name];
  header();
  theme();
  KG.read();
  KG.show();
  root.dataset.ready = String(Math.round(performance.now()));
  addEventListener("keydown", (event) => {
    // Escape closes the claim, else goes back to where the reader came from within this page.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (/** @type {Element} */ (event.target).closest?.("input, textarea, select")) return;
    if (KG.state.claim) KG.go({ claim: null });
    else if (KG.steps) history.back();
  });
  addEventListener("popstate", () => {
    KG.steps = Math.max(0, KG.steps - 1);
    KG.read();
    KG.show();
  });
})();
