// The whole map: places computed when the page was made, drawn wider as screens are.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;

  const STRETCH = 1.6;

  function showMap(state, place) {
    if (!place.firstChild) place.append(el("div", { class: "bar", id: "map-bar" }), el("div", { class: "picture", id: "map-picture" }));
    const [bar, stage] = place.children;
    const tools = el("div", { class: "tools" });
    const n = graph.byId(state.c ?? "");
    const claim = state.claim ? graph.claimById(state.claim) : -1;
    const here = n < 0 ? -1 : graph.quantity(n);
    const all = KG.map.edges.map(({ n: number }) => {
      const { s, t, sign, conf, claims, contested } = graph.influences[number];
      return { id: String(number), from: s, to: t, sign, conf, claims, contested: Boolean(contested) };
    });
    const arrows = KG.legend.filter(all, here).map((arrow) => ({ ...arrow, count: 1, chosen: arrow.from === here || arrow.to === here || arrow.claims.includes(claim) }));
    const near = new Set(arrows.filter((arrow) => arrow.chosen).flatMap((arrow) => [arrow.from, arrow.to]));
    const kept = new Set(arrows.flatMap((arrow) => [arrow.from, arrow.to]));
    const boxes = KG.map.nodes.map(({ id, x, y }) => ({ n: graph.byId(id), x: x * STRETCH, y })).filter((box) => kept.has(box.n) || box.n === here)
      .map((box) => ({ ...box, ...KG.layout.measure(graph.label(box.n), 400), role: box.n === here ? "focus" : here < 0 || near.has(box.n) ? "" : "faint" }));
    const picture = { boxes, arrows, columns: KG.map.columns.map(({ label, x }) => ({ label, x: x * STRETCH })), overview: true, start: here >= 0 ? here : undefined, name: "The whole map, from what people do to what they feel" };
    bar.replaceChildren(el("h2", { tabindex: -1 }, "Whole map"), tools, el("p", { class: "source" }, `Every quantity that acts or is acted on, in columns from habits to symptoms: ${boxes.length} boxes, ${arrows.length} arrows. `,
      here >= 0 ? ["Marked: ", KG.conceptButton(here), ". ", el("a", { href: KG.link({ c: null, claim: null }) }, "Unmark"), "."] : "An overview to zoom into: find a concept above or choose a box, and its arrows are drawn full."));
    if (!state.claim && n >= 0) KG.panel.concept(n);
    KG.legend.filters(picture, all);
    if (here >= 0 && !boxes.some((box) => kept.has(box.n) && box.n === here)) KG.say(`All arrows of ${graph.label(here)} are hidden by your filters, or it has none.`);
    KG.draw(stage, picture, { legend: true, tools, pick: KG.pick(arrows, (m) => KG.go({ c: data.concepts[m].id, claim: null })) });
  }

  KG.views.map = { label: "Whole map", show: showMap };
})();
