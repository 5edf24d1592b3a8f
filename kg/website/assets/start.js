// Start: one sentence, three doors, and one chain that is drawn beside them.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg, graph } = KG;
  // The question behind the second door; and the chain of the picture, of the first two of these that the graph joins.
  const ASKED = ["concept:vitamin-d-deficiency", "concept:back-pain"];
  const SHOWN = [["concept:limited-sun-exposure", "concept:low-back-pain"], ASKED];
  const ENOUGH = 3; // Steps that make it a chain worth showing, if one of the best has them.
  const TURN = 4000;
  const GO = "M4 10h12M11 5l5 5-5 5";

  /** @param {string} d @param {string} [look] */
  const line = (d, look) => svg("path", { d, class: look });
  /** @type {(() => SVGElement[])[]} */
  const MARKS = [
    () => [line("M11 18h11M30 18h11"), svg("circle", { cx: 7, cy: 18, r: 4, class: "full" }),
      svg("circle", { cx: 26, cy: 18, r: 4, class: "full" }), svg("circle", { cx: 45, cy: 18, r: 5, class: "sunny" })],
    () => [svg("rect", { x: 1, y: 22, width: 16, height: 11, rx: 3 }),
      svg("rect", { x: 35, y: 3, width: 16, height: 11, rx: 3, class: "sunny" }),
      line("M17 27.500C28 27.500 22 8.500 31 8.500M31 5l4 3.500-4 3.500")],
    () => [line("M26 3v30"), svg("rect", { x: 8, y: 9, width: 16, height: 7, class: "full" }),
      svg("rect", { x: 28, y: 9, width: 22, height: 7 }),
      line("M31 16l6-7M37 16l6-7M43 16l6-7"), svg("rect", { x: 14, y: 21, width: 10, height: 7, class: "full" }),
      svg("rect", { x: 28, y: 21, width: 12, height: 7 }), line("M30 28l6-7M36 28l4-5")],
  ];

  /** @param {string} href @param {string} title @param {string} about @param {number} mark */
  const door = (href, title, about, mark) => el("li", {}, el("a", { class: "door", href },
    svg("svg", { viewBox: "0 0 52 36", "aria-hidden": "true", focusable: "false" }, ...MARKS[mark]()),
    el("span", {}, el("b", {}, title), el("span", {}, about)),
    svg("svg", { viewBox: "0 0 20 20", class: "icon go", "aria-hidden": "true", focusable: "false" }, line(GO))));

  function doors() {
    const [a, b] = ASKED.every((id) => graph.byId(id) >= 0) ? ASKED : [];
    return el("ul", { class: "doors" },
      KG.guides.length + KG.data.loops.length
        ? door("#v=learn", "Follow a story", "Each step is a claim, with the pages and studies that state it.", 0)
        : null,
      door(KG.address({ v: "path", a, b }), "Ask how A leads to B", "Every step on the way, with its sources.", 1),
      KG.debates().length ? door("#v=debates", "See where sources disagree",
        `${KG.count(KG.debates().length, "open question")}, both sides next to each other.`, 2) : null);
  }

  // The chain of the picture, one that is concluded as a whole, and a link to a closer look.
  function example() {
    for (const [a, b] of SHOWN) {
      const [from, to] = [a, b].map(graph.byId);
      const told = graph.verdict(from, 1, graph.quantity(to))?.sign;
      const chains = graph.paths({ a: from, b: to, k: 2 }).chains
        .filter(({ steps, feedback }) => !feedback && steps.at(-1).after === told);
      if (chains.length) return { a, b, chain: chains.find(({ steps }) => steps.length >= ENOUGH) ?? chains[0] };
    }
    return null;
  }

  // The mark moves along the chain once, where motion is welcome; it stops as soon as a reader takes over.
  /** @param {HTMLElement} stage @param {(at: number) => void} draw @param {number} many */
  function play(stage, draw, many) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let at = 0;
    const timer = setInterval(() => {
      at += 1;
      if (at < many && !stage.hidden && KG.state.v === "start") draw(at);
      else clearInterval(timer);
    }, TURN);
    for (const event of ["pointerenter", "focusin"]) stage.addEventListener(event, () => clearInterval(timer),
      { once: true });
  }

  /** @param {NonNullable<ReturnType<typeof example>>} found @param {HTMLElement} stage */
  function live({ a, b, chain }, stage) {
    const { boxes, arrows, columns } = KG.chained([chain], chain,
      [graph.quantity(graph.byId(a)), graph.quantity(graph.byId(b))]);
    const laid = KG.layout.picture(boxes, arrows, { columns, down: true, aisle: 76 });
    /** @param {number} at */
    const draw = (at) => KG.draw(stage,
      { ...laid, tall: KG.PHONE.matches, arrows: laid.arrows.map((arrow, i) => ({ ...arrow, best: i === at })),
      name: `For example: ${KG.chainLine(chain)}` }, {
      legend: true,
      pick: (kind, id) => {
        const step = chain.steps.find(({ influence }) => kind === "arrow" && KG.arrowId(influence) === id);
        KG.go(step ? { v: "path", a, b, claim: graph.claimId(step.claims[0]) }
          : { v: "focus", c: KG.data.concepts[Number(id)]?.id });
      },
    });
    draw(0);
    play(stage, draw, arrows.length);
  }

  /** @param {Page.State} _state @param {HTMLElement} place */
  function show(_state, place) {
    if (place.firstChild) return;
    const found = example();
    const stage = el("div", { class: "picture", id: "start-picture" });
    place.append(el("div", { class: "start" },
      el("div", {}, el("h2", { class: "serif", tabindex: -1 }, KG.data.own
        ? "What vitamin D does in the body, and how we know." : "What acts on what, and how we know."),
        el("p", { class: "sub" }, "Pick a question. Every arrow opens its pages and studies."), doors(),
        el("p", { class: "source" }, el("a", { href: "#v=about" }, "For teachers"),
          ": lessons, worksheets, a quiz for a class.")),
      found ? el("div", { class: "live" },
        el("p", { class: "over" },
          `For example: from ${graph.label(graph.byId(found.a))} to ${graph.label(graph.byId(found.b))}`),
        stage, el("p", { class: "cap" }, "Choose an arrow to see who says so.",
          el("a", { href: KG.address({ v: "path", a: found.a, b: found.b }) }, "Open this chain"))) : null));
    if (found) live(found, stage);
  }

  KG.views.start = { label: "Start", frame: () => "bare", show };
})();
