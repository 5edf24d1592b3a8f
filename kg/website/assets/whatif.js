// What if: one thing is held up or down, and what moves is told as `kg what-if` tells it, and drawn as it spreads.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  // Boxes in all and in one column, and steps from what is held, so that labels can be read; things listed of one kind
  // before the rest is folded.
  const MOST = 22, COLUMN = 7, DEEPEST = 3, LISTED = 8;
  const NARROW = 13, SHORT_COLUMN = 5;
  const FIRST = "concept:vitamin-d-deficiency";
  const WIDEST = 128, NARROWEST = 96, NARROW_AISLE = 36;
  /** @type {Record<string, string>} */
  const MOVES = { "+": KG.ARROW["+"], "-": KG.ARROW["-"], 0: KG.ARROW[0] };
  /** @type {Record<string, string>} */
  const SHORT = { c: "sources disagree", o: "opposing chains", f: "feedback", u: "unsigned step", 0: "no effect" };
  /** @param {string} letter */
  const arrow = (letter) => MOVES[letter] ?? "?";
  /** @param {number} n */
  const id = (n) => data.concepts[n].id;
  /** @type {Page.WhatIfParts | null} */
  let parts = null;

  /** @param {Page.State} state @returns {Page.Held} */
  function asked(state) {
    const way = state.down ? -1 : 1;
    const n = [state.down, state.up, state.c, FIRST].map((name) => graph.byId(name)).find((found) => found >= 0) ?? 0;
    return { n, way, held: graph.quantity(n), sign: graph.direction(n) * way < 0 ? "-" : "+" };
  }

  // The best supported chain to each quantity: by what influence it comes there, at what cost, in how many steps.
  /** @param {number} root */
  function spread(root) {
    /** @type {Map<number, { cost: number, depth: number, via: Page.Influence | null }>} */
    const found = new Map([[root, { cost: 0, depth: 0, via: null }]]);
    const open = new Set([root]);
    /** @param {number} a @param {number} b */
    const nearer = (a, b) => found.get(a).cost - found.get(b).cost || found.get(a).depth - found.get(b).depth || a - b;
    while (open.size) {
      const here = [...open].reduce((best, n) => (nearer(n, best) < 0 ? n : best));
      open.delete(here);
      const { cost, depth } = found.get(here);
      for (const via of leaving.get(here) ?? []) {
        const known = found.get(via.t);
        if (known && (known.cost < cost + via.cost || (known.cost === cost + via.cost && known.depth <= depth + 1))) continue;
        found.set(via.t, { cost: cost + via.cost, depth: depth + 1, via });
        open.add(via.t);
      }
    }
    return found;
  }
  /** @type {Map<number, Page.Influence[]>} */
  const leaving = new Map();
  for (const influence of graph.used) leaving.set(influence.s, [...leaving.get(influence.s) ?? [], influence]);

  // What is drawn: near and far in turn, known directions before unknown, the best supported first, each with the chain
  // that leads there; and always the chain that was asked for.
  // Gives the columns of quantities, and for each the influence by which it is reached.
  /**
   * @param {number} held @param {Map<number, Page.Letter>} letters @param {Page.Influence[]} asked @param {number} most
   * @param {number} column
   */
  function chosen(held, letters, asked, most, column) {
    const reached = spread(held);
    const columns = [[held]];
    /** @type {Map<number, Page.Influence | null>} */
    const taken = new Map([[held, null]]);
    /** @param {number} n @param {number} place @param {Page.Influence | null} via */
    const put = (n, place, via) => {
      (columns[place] ??= []).push(n);
      taken.set(n, via);
    };
    asked.forEach((influence, i) => {
      if (!taken.has(influence.t)) put(influence.t, i + 1, influence);
    });
    /** @param {number} n */
    const fog = (n) => Number(!(letters.get(n) in MOVES));
    /** @type {(number[] | undefined)[]} */
    const turns = [];
    for (const [n, { depth }] of reached) if (letters.has(n) && depth <= DEEPEST) (turns[depth] ??= []).push(n);
    for (const some of turns) some?.sort((a, b) => fog(b) - fog(a) || reached.get(b).cost - reached.get(a).cost || b - a);
    /** @param {number} n */
    const before = (n) => /** @type {Page.Influence} */ (reached.get(n).via).s;
    while (turns.some((some) => some?.length)) {
      for (const some of turns) {
        /** @type {number[]} */
        const trail = [];
        for (let here = some?.pop(); here !== undefined && !taken.has(here); here = before(here)) trail.unshift(here);
        const fits = trail.every((each) => (columns[reached.get(each).depth]?.length ?? 0) < column);
        if (fits && taken.size + trail.length <= most) for (const each of trail) put(each, reached.get(each).depth, reached.get(each).via);
      }
    }
    return { columns, taken };
  }

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {Page.Chain | undefined} chain */
  function picture(question, moved, chain) {
    const letters = new Map(moved.map(({ n, letter }) => [n, letter]));
    const asked = (chain?.steps ?? []).map((step) => step.influence);
    const [most, column, room] = KG.NARROW.matches ? [NARROW, SHORT_COLUMN, { wrap: NARROWEST, aisle: NARROW_AISLE }] : [MOST, COLUMN, { wrap: WIDEST }];
    const { columns, taken } = chosen(question.held, letters, asked, most, column);
    const boxes = [...taken.keys()].map((n) => {
      if (n === question.held) return { n, role: "held", arrow: MOVES[question.sign] };
      const letter = letters.get(n) ?? "u";
      return { n, arrow: arrow(letter), role: letter in MOVES ? undefined : "fog" };
    });
    const lines = new Set([...asked, ...[...taken.values()].filter(Boolean)]);
    const arrows = [...lines].map((influence, i) => ({
      id: i, influence, claims: influence.claims, from: influence.s, to: influence.t, sign: influence.sign, conf: influence.conf,
      count: influence.claims.length, contested: Boolean(influence.contested), chosen: asked.includes(influence),
    }));
    const made = KG.layout.picture(boxes, arrows, { columns: columns.filter((some) => some?.length), ...room });
    const steps = columns.map((some, c) => ({ label: c === 0 ? "held" : KG.count(c, "step"), x: made.boxes.find((box) => box.n === some?.[0])?.x }));
    const known = steps.filter(/** @returns {step is Page.Heading} */ (step) => step.x !== undefined);
    const name = `What moves if ${words(question)}`;
    return { ...made, columns: KG.NARROW.matches ? undefined : known, start: question.held, name };
  }

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {number} drawn */
  function counted({ held, sign }, moved, drawn) {
    const known = moved.filter(({ letter }) => letter in MOVES).length;
    const rest = moved.length > drawn ? ` ${drawn} are drawn, known directions and well supported chains first; all are listed below.` : "";
    return `If ${graph.label(held)} ${MOVES[sign]}: ${KG.count(moved.length, "thing")}, ${known} with a known direction.${rest}`;
  }

  /** @param {Page.Held} question */
  const words = ({ held, sign }) => `${graph.label(held)} goes ${sign === "-" ? "down" : "up"}`;

  // The strongest chain, and where chains oppose each other the strongest of the other sign.
  /** @param {Page.Held} question @param {number} target @param {string} letter */
  function chains(question, target, letter) {
    const wanted = question.sign === "-" ? -1 : 1;
    const start = [question.n, question.held, ...graph.states(question.held)].find((n) => graph.direction(n) === wanted) ?? question.held;
    const { chains: [best], opposite } = graph.paths({ a: start, b: target, k: 1 });
    return [best, letter === "o" ? opposite : null].filter(Boolean);
  }

  /** @param {Page.Held} question @param {Page.Chain} chain */
  function told(question, chain) {
    let way = question.sign;
    const names = chain.steps.map((step) => {
      way = KG.times(way, step.influence.sign);
      return ` → ${graph.label(step.influence.t)} ${arrow(way)}`;
    });
    return `${graph.label(question.held)} ${arrow(question.sign)}${names.join("")}`;
  }

  // The panel: what moves on the whole, or how it comes to one thing.

  /** @param {Page.Held} question @param {Page.Move[]} moved */
  function overview(question, moved) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { letter } of moved) if (!(letter in MOVES) || letter === "0") counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const known = moved.filter(({ letter }) => letter in MOVES).length;
    KG.panel.fill("What if",
      el("p", {}, `“${graph.label(question.n)}” is held ${question.way < 0 ? "down" : "up"}: ${graph.label(question.held)} ${MOVES[question.sign]}. ${moved.length
        ? `${KG.count(moved.length, "thing")} would be touched, ${known} of them with a known direction.` : "The graph knows nothing that it acts on."}`),
      el("p", {}, "A direction is told only if all chains agree, sources do not dispute it, and no feedback can overrule it. All else is “?”: the graph cannot say. That is an answer too."),
      counts.size ? el("dl", {}, [...counts].sort((a, b) => b[1] - a[1]).map(([letter, many]) => [
        el("dt", {}, `${arrow(letter)} ${SHORT[letter]} (${many})`), el("dd", {}, `${graph.why(letter)}.`)])) : null,
      el("p", { class: "source" }, "It is arithmetic on claims, not a forecast for a person. At the command line: ",
        el("code", {}, `kg what-if "${graph.label(question.n)}" ${question.way < 0 ? "down" : "up"}`)));
  }

  /** @param {Page.Held} question @param {number} target @param {string} letter @param {Page.Chain[]} found */
  function detail(question, target, letter, found) {
    const name = graph.label(target);
    KG.panel.fill([KG.conceptButton(target), ` ${arrow(letter)}`],
      el("p", {}, letter === "" ? `Nothing that the graph knows leads from ${graph.label(question.held)} to ${name}.`
        : `If ${words(question)}: ${letter === "+" ? `${name} goes up` : letter === "-" ? `${name} goes down` : letter === "0" ? `${name} does not move` : `the graph cannot say what ${name} does`}, as ${graph.why(letter)}.`),
      found.map((chain, i) => el("section", {},
        el("h3", {}, found.length > 1 ? (i ? "The strongest chain the other way" : "The strongest chain") : "The strongest chain"),
        el("p", {}, told(question, chain)),
        el("p", { class: "source" }, `Confidence ${chain.confidence}, ${KG.count(chain.steps.length, "step")}. The sign is arithmetic on the chain, not a cited claim.`),
        chain.steps.map((step, n) => [el("h4", {}, `${n + 1}. ${graph.label(step.influence.s)} ${KG.VERB[step.influence.sign]} ${graph.label(step.influence.t)}`), KG.panel.claims(step.claims)]))),
      letter === "o" && found.length < 2 ? el("p", { class: "source" }, "A chain the other way exists too, but it is too long to be told here.") : null,
      KG.panel.actions(
        el("a", { class: "button", href: KG.address({ v: "path", a: id(question.n), b: id(target) }) }, "All chains"),
        KG.button("Back to all that moves", () => KG.go({ b: null }))));
  }

  // The list of all that moves, by kind of concept.

  /** @param {Page.Move[]} moved @param {ReturnType<typeof spread>} reached @param {number} target */
  function groups(moved, reached, target) {
    /** @param {number} n */
    const cost = (n) => reached.get(n)?.cost ?? Infinity;
    /** @param {Page.Move} move */
    const item = ({ n, letter }) => el("li", { class: `move ${letter in MOVES ? "" : "fog"}` },
      el("span", { class: "arrow", "aria-hidden": "true" }, arrow(letter)),
      el("span", {}, el("a", { href: KG.link({ b: id(n), claim: null }), "aria-current": n === target ? "true" : null }, graph.label(n),
        el("span", { class: "hidden" }, letter === "+" ? " goes up" : letter === "-" ? " goes down" : letter === "0" ? " does not move" : " cannot be told")),
      letter in SHORT ? el("span", { class: "source" }, ` ${SHORT[letter]}`) : null));
    return KG.KINDS.map((kind) => {
      const some = moved.filter(({ n }) => data.concepts[n].kind === kind)
        .sort((a, b) => (cost(a.n) < cost(b.n) ? -1 : cost(a.n) > cost(b.n) ? 1 : 0) || graph.label(a.n).localeCompare(graph.label(b.n)));
      if (!some.length) return null;
      const rest = some.slice(LISTED);
      return el("section", { class: "group" }, el("h3", {}, `${kind} (${some.length})`),
        el("ul", { class: "moves" }, some.slice(0, LISTED).map(item)),
        rest.length ? el("details", { open: rest.some(({ n }) => n === target) }, el("summary", {}, `${rest.length} more`), el("ul", { class: "moves" }, rest.map(item))) : null);
    });
  }

  /** @param {HTMLElement} place @returns {Page.WhatIfParts} */
  function tools(place) {
    /** @param {Page.Way} way */
    const press = (way) => KG.button(way < 0 ? "↓ Press down" : "↑ Press up", () => {
      const name = id(asked(KG.state).n);
      KG.go({ up: way < 0 ? null : name, down: way < 0 ? name : null, claim: null });
    }, { id: way < 0 ? "press-down" : "press-up" });
    const bar = el("div", { class: "tools" });
    const made = {
      bar, up: press(1), down: press(-1), count: el("p", { id: "whatif-count" }),
      picture: el("div", { id: "whatif-picture", class: "picture" }),
      list: el("div", { id: "whatif-list", class: "groups" }),
      picker: KG.picker(bar, { label: "If this is held" },
        (n) => KG.go({ [KG.state.down ? "down" : "up"]: id(n), b: null, claim: null })),
    };
    bar.append(made.up, made.down);
    place.append(el("h2", { class: "hidden", tabindex: -1 }, "What if"), bar, made.count, made.picture, made.list);
    return made;
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!data.concepts.length) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "What if"), el("p", {}, "There is nothing to show: the graph has no concepts."));
      return;
    }
    parts ??= tools(place);
    const question = asked(state);
    const moved = graph.moves(question.n, question.way);
    const target = state.b === undefined ? -1 : graph.quantity(graph.byId(state.b));
    const letter = moved.find(({ n }) => n === target)?.letter ?? "";
    const found = letter ? chains(question, target, letter) : [];
    const drawn = picture(question, moved, found[0]);
    parts.picker.set(question.n);
    parts.up.setAttribute("aria-pressed", String(question.way > 0));
    parts.down.setAttribute("aria-pressed", String(question.way < 0));
    parts.count.textContent = counted(question, moved, drawn.boxes.length - 1);
    parts.picture.hidden = !moved.length;
    KG.draw(parts.picture, drawn, {
      tools: parts.bar,
      pick: (what, which) => {
        if (what === "arrow") KG.go({ claim: graph.claimId(drawn.arrows[Number(which)].influence.claims[0]) });
        else if (which !== question.held) KG.go({ b: id(which), claim: null });
      },
    });
    parts.list.replaceChildren(...groups(moved, spread(question.held), target).filter(Boolean));
    if (state.claim) return;
    if (target < 0 || target === question.held) overview(question, moved);
    else detail(question, target, letter, found);
  }

  KG.views.whatif = { label: "What if", show };
})();
