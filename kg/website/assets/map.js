// The whole map: an overview to zoom into, its places computed when the page was made.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;

  const STRETCH = 1.6; // Screens are wider than high.

  const WIDEST = 400; // A label stays in one line: the rows stand close.

  // Every influence as an arrow; those at the chosen quantity or of the claim in the panel are marked by `chosen`.
  const arrowsOf = () => graph.influences.map(({ n, s, t, sign, conf, claims, contested }) => (
    { id: String(n), from: s, to: t, sign, conf, claims, contested: Boolean(contested) }));

  /** @param {Page.Arrow[]} arrows @param {number} here @returns {Page.Picture} */
  function picture(arrows, here) {
    /** @param {Page.Arrow[]} some */
    const ends = (some) => new Set(some.flatMap((arrow) => [arrow.from, arrow.to]));
    const kept = ends(arrows), near = ends(arrows.filter((arrow) => arrow.chosen));
    /** @param {number} n */
    const role = (n) => (n === here ? "focus" : here < 0 || near.has(n) ? "" : "faint");
    const boxes = KG.map.nodes.map(([n, x, y]) => ({ n, x: x * STRETCH, y })).filter(({ n }) => kept.has(n) || n === here)
      .map((box) => ({ ...box, ...KG.layout.measure(graph.label(box.n), WIDEST), role: role(box.n) }));
    const columns = KG.map.columns.map(({ label, x }) => ({ label, x: x * STRETCH }));
    return { boxes, arrows, columns, overview: true, start: here >= 0 ? here : undefined, name: "The whole map, from what people do to what they feel" };
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!place.firstChild) place.append(el("div", { class: "bar", id: "map-bar" }), el("div", { class: "picture", id: "map-picture" }));
    const [bar, stage] = /** @type {HTMLCollectionOf<HTMLElement>} */ (place.children);
    const tools = el("div", { class: "tools" });
    const claim = state.claim ? graph.claimById(state.claim) : -1;
    const n = graph.byId(state.c ?? "");
    const here = graph.quantity(n);
    const all = arrowsOf();
    const arrows = KG.legend.filter(all, here)
      .map((arrow) => ({ ...arrow, count: 1, chosen: arrow.from === here || arrow.to === here || arrow.claims.includes(claim) }));
    const drawn = picture(arrows, here);
    bar.replaceChildren(el("h2", { tabindex: -1 }, "Whole map"), tools, el("p", { class: "source" },
      `Every quantity that acts or is acted on, in columns from habits to symptoms: ${drawn.boxes.length} boxes, ${arrows.length} arrows. `,
      here < 0 ? "An overview to zoom into: find a concept above or choose a box, and its arrows are drawn full."
        : ["Marked: ", KG.conceptButton(here), ". ", el("a", { href: KG.link({ c: null, claim: null }) }, "Unmark"), "."]));
    if (!state.claim && n >= 0) KG.panel.concept(n);
    else if (!state.claim) KG.panel.fill("Whole map", el("p", {}, "Choose a box or an arrow to see the claims behind it."));
    KG.legend.filters(drawn, all);
    if (here >= 0 && !arrows.some((arrow) => arrow.from === here || arrow.to === here)) KG.say(`${graph.label(here)} has no arrow here, or your filters hide it.`);
    KG.draw(stage, drawn, { legend: true, tools, pick: KG.pick(arrows, (m) => KG.go({ c: data.concepts[m].id, claim: null })) });
  }

  KG.views.map = { label: "Whole map", frame: () => "picture", show };
})();
