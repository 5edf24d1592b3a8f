// Puts the page together: header, views, search, keys; shows the view that the address asks for.
(() => {
  "use strict";
  const { KG } = window;
  const { el, find } = KG;
  const LONGEST = 47; // The longest heading in the title of the window, which then has at most 70 characters.
  const root = document.documentElement;
  /** @type {Record<string, HTMLElement>} */
  const boxes = {};
  // The views of the header, with the marks that they have on a phone, and the quiet ones of the footer.
  /** @type {[name: string, mark: string][]} */
  const TABS = [
    ["focus", "M12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM5 4.5v.1M5 19.5v.1M19 4.5v.1M19 19.5v.1M10 10L5.5 5"
      + "M10 14l-4.5 5M14 10l4.5-5M14 14l4.5 5"],
    ["learn", "M4 5.5c3-1.3 5.5-1 8 .8 2.5-1.8 5-2.1 8-.8v13c-3-1.3-5.5-1-8 .8-2.5-1.8-5-2.1-8-.8zM12 6.3v13"],
    ["path", "M5 15.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4zM19 3.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4z"
      + "M7 17c5-1 5-9 10-10.5"],
    ["debates", "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z"],
    ["whatif", "M5 12h5M10 12c4 0 4-6 8-6M10 12c4 0 4 6 8 6M10 12h9"],
    ["quiz", "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9.5 9.8c.2-3 5.2-2.8 5 .2-.2 1.8-2.5 1.8-2.5 3.8M12 16.6v.1"],
  ];
  const QUIET = ["map", "table", "about"];
  const MOON = "M12 4a8 8 0 100 16 8 8 0 000-16zM12 4v16a8 8 0 000-16z";
  /** @type {string | null} */
  let shown = null;

  // Each view has an element of its own, kept from one showing to the next.
  /** @param {string} name */
  function box(name) {
    boxes[name] ??= find("view").appendChild(el("div", { id: `view-${name}`, class: "view" }));
    return boxes[name];
  }

  /** @param {string} path */
  function icon(path) {
    const props = { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" };
    return KG.svg("svg", props, KG.svg("path", { d: path }));
  }

  // What is beside a view is there before the view draws: how much room it has never changes afterwards.
  /** @param {Page.View} view */
  function frame(view) {
    const asked = view.frame(KG.state);
    const beside = asked === "bare" && KG.state.claim ? "panel" : asked;
    root.dataset.view = KG.state.v;
    root.dataset.frame = beside;
    find("side").hidden = beside === "bare";
    find("legend").hidden = beside !== "picture";
    find("panel").replaceChildren();
    KG.sheet();
  }

  function links() {
    const { v } = KG.state;
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#views a, #more a"))) {
      const { view: to } = link.dataset;
      if (to === v || (to === "focus" && v === "map")) link.setAttribute("aria-current", to === v ? "page" : "true");
      else link.removeAttribute("aria-current");
      // At first nothing is marked in the map; a path begins at the concept in focus.
      link.setAttribute("href", KG.link({ v: to, claim: null, ...(to === "map" && v !== "map" && { c: null }),
        ...(to === "path" && v === "focus" && { a: KG.state.a ?? KG.state.c }) }));
    }
  }

  KG.show = () => {
    const { v } = KG.state;
    const view = KG.views[v];
    const place = box(v);
    frame(view);
    for (const other of Object.values(boxes)) other.hidden = other !== place;
    view.show(KG.state, place);
    const heading = place.querySelector("h2")?.textContent || view.label;
    const short = heading.length > LONGEST ? `${heading.slice(0, LONGEST - 1).trimEnd()}…` : heading;
    document.title = `${short} – ${find("title").textContent}`;
    if (KG.state.claim) KG.panel.claim(KG.graph.claimById(KG.state.claim));
    KG.drawing?.settle();
    links();
    if (shown !== null && shown !== v) {
      KG.say(`${view.label} view`);
      find("view").scrollTop = 0;
      scrollTo(0, 0);
    }
    shown = v;
    // If the focused element is gone, the heading of the panel or of the view gets the focus.
    if (lost()) (find("side").hidden ? place : find("panel")).querySelector("h2")?.focus({ preventScroll: true });
  };

  const lost = () => root.dataset.ready && (document.activeElement ?? document.body) === document.body;

  function header() {
    if (KG.single) {
      root.dataset.single = KG.single.v;
      return;
    }
    const title = find("title");
    title.replaceWith(el("a", { href: "#v=start" }, title.cloneNode(true)));
    const there = TABS.filter(([name]) => KG.views[name]);
    find("views").append(el("ul", {}, there.map(([name, mark]) => el("li", {},
      el("a", { href: `#v=${name}`, data: { view: name } }, icon(mark), el("span", {}, KG.views[name].label))))));
    find("more").append(el("ul", {}, QUIET.filter((name) => KG.views[name]).map((name) =>
      el("li", {}, el("a", { href: `#v=${name}`, data: { view: name } }, KG.views[name].label)))));
    find("search").append(icon("M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM15.500 15.500L20 20"));
    KG.picker(find("search"), { label: "Find a concept", key: "/", clear: true, hint: true }, (n) => {
      KG.dispatch({ type: "look", c: KG.data.concepts[n].id });
      find("panel").querySelector("h2")?.focus({ preventScroll: true });
    });
  }

  function theme() {
    const button = find("theme");
    button.append(icon(MOON));
    const name = () => {
      const text = KG.dark() ? "Light theme" : "Dark theme";
      button.setAttribute("aria-label", text);
      button.setAttribute("title", text);
    };
    button.addEventListener("click", () => KG.theme(KG.dark() ? "light" : "dark"));
    addEventListener("kg-theme", name);
    name();
  }

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
    // Escape lowers the sheet of a phone, then closes the claim, then goes back to where the reader came from in this
    // page.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (/** @type {Element} */ (event.target).closest?.("input, textarea, select")) return;
    if (KG.lower()) return;
    if (KG.state.claim) KG.go({ claim: null });
    else if (KG.steps) history.back();
  });
  addEventListener("popstate", () => {
    KG.steps = Math.max(0, KG.steps - 1);
    KG.read();
    KG.show();
  });
})();
