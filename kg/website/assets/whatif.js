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
  const SHORT = {
    "found-no-effect": "no effect found", "contested-step": "sources disagree", "opposing-chains": "opposing chains",
    "feedback-loop": "feedback", "unsigned-step": "unsigned step", "only-mirrored": "web pages, only of the contrary",
    "beyond-range": "not of the excess", "different-populations": "other people",
  };
  /** @type {Record<Page.Sign, string>} */
  const GOES = { "+": "goes up", "-": "goes down", 0: "does not move", "?": "is undetermined" };
  /** @param {Page.Move | undefined} move */
  const known = (move) => move !== undefined && move.sign !== "?";
  /** @param {Page.Move[]} moved */
  const many = (moved) => moved.filter(({ sign }) => sign === "+" || sign === "-").length;
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
      for (const via of (here !== root && data.concepts[here].generic ? null : leaving.get(here)) ?? []) {
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

  // The quantity from which chains are drawn: what is held, or what answers for it if it acts on nothing.
  /** @param {Page.Held} question @param {Page.Move[]} moved */
  const stand = ({ held }, moved) => (moved.length && !leaving.has(held) ? moved[0].source : held);

  // What is drawn: near and far in turn, known directions before unknown, the best supported first, each with the chain
  // that leads there; and always the chain that was asked for.
  // Gives the columns of quantities, and for each the influence by which it is reached.
  /**
   * @param {number} held @param {Map<number, Page.Move>} moves @param {Page.Influence[]} asked @param {number} most
   * @param {number} column
   */
  function chosen(held, moves, asked, most, column) {
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
    const fog = (n) => Number(!known(moves.get(n)));
    /** @type {(number[] | undefined)[]} */
    const turns = [];
    for (const [n, { depth }] of reached) if (moves.has(n) && depth <= DEEPEST) (turns[depth] ??= []).push(n);
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
    const root = stand(question, moved);
    const moves = new Map(moved.map((move) => [move.n, move]));
    const asked = (chain?.steps ?? []).map((step) => step.influence);
    const [most, column, room] = KG.NARROW.matches ? [NARROW, SHORT_COLUMN, { wrap: NARROWEST, aisle: NARROW_AISLE }] : [MOST, COLUMN, { wrap: WIDEST }];
    const { columns, taken } = chosen(root, moves, asked, most, column);
    const boxes = [...taken.keys()].map((n) => {
      if (n === root) return { n, role: "held", arrow: KG.ARROW[question.sign] };
      return { n, arrow: KG.ARROW[moves.get(n)?.sign ?? "?"], role: known(moves.get(n)) ? undefined : "fog" };
    });
    const lines = new Set([...asked, ...[...taken.values()].filter(Boolean)]);
    const arrows = [...lines].map((influence, i) => ({
      id: i, influence, claims: influence.claims, from: influence.s, to: influence.t, sign: influence.sign, conf: influence.conf,
      count: influence.claims.length, contested: Boolean(influence.contested), chosen: asked.includes(influence), look: moves.get(influence.t)?.sign ?? "?",
    }));
    const made = KG.layout.picture(boxes, arrows, { columns: columns.filter((some) => some?.length), ...room });
    const steps = columns.map((some, c) => ({ label: c === 0 ? "held" : KG.count(c, "step"), x: made.boxes.find((box) => box.n === some?.[0])?.x }));
    const headed = steps.filter(/** @returns {step is Page.Heading} */ (step) => step.x !== undefined);
    const name = `What moves if ${words(question)}`;
    return { ...made, columns: KG.NARROW.matches ? undefined : headed, start: root, name };
  }

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {number} drawn */
  function counted({ held, sign }, moved, drawn) {
    const rest = moved.length > drawn ? ` ${drawn} are drawn, known directions and well supported chains first; all are listed below.` : "";
    return `If ${graph.label(held)} ${KG.ARROW[sign]}: ${KG.count(moved.length, "thing")}, ${many(moved)} with a known direction.${rest}`;
  }

  /** @param {Page.Held} question */
  const words = ({ held, sign }) => `${graph.label(held)} goes ${sign === "-" ? "down" : "up"}`;

  // The strongest chain, and where chains oppose each other the strongest of the other sign, of what was judged.
  /** @param {Page.Held} question @param {Page.Move} move */
  function chains(question, { source, target, certainty, reason }) {
    const wanted = question.sign === "-" ? -1 : 1;
    const named = source === question.held ? [question.n] : [];
    const start = [...named, source, ...graph.states(source)].find((n) => graph.direction(n) === wanted) ?? source;
    const { chains: [best], opposite } = graph.paths({ a: start, b: target, k: 1 });
    return [best, certainty === "likely" || reason === "opposing-chains" ? opposite : null].filter(Boolean);
  }

  /** @param {Page.Held} question @param {Page.Chain} chain */
  function told(question, chain) {
    let way = question.sign;
    const names = chain.steps.map((step) => {
      way = KG.times(way, step.influence.sign);
      return ` → ${graph.label(step.influence.t)} ${KG.ARROW[way]}`;
    });
    return `${graph.label(chain.steps[0].influence.s)} ${KG.ARROW[question.sign]}${names.join("")}`;
  }

  // The panel: what moves on the whole, or how it comes to one thing.

  /** @param {Page.Held} question @param {Page.Move[]} moved */
  function overview(question, moved) {
    /** @type {Map<string, Page.Move[]>} */
    const groups = new Map();
    const root = stand(question, moved);
    for (const move of moved) if (move.reason in SHORT) groups.set(move.reason, [...groups.get(move.reason) ?? [], move]);
    KG.panel.fill("What if",
      el("p", {}, `“${graph.label(question.n)}” is held ${question.way < 0 ? "down" : "up"}: ${graph.label(question.held)} ${KG.ARROW[question.sign]}. ${moved.length
        ? `${KG.count(moved.length, "thing")} would be touched, ${many(moved)} of them with a known direction.` : "The graph knows nothing that it acts on."}`),
      root === question.held ? null : el("p", {}, `This answer is for ${graph.label(root)}, in place of what was asked.`),
      el("p", {}, "A direction is told if all chains agree, no source disputes it and no feedback can reverse it. It is probable if it holds in nearly all possible worlds, or if a study states it. All else is “?”: the graph cannot say. That is an answer too."),
      el("p", {}, `“${graph.words("weak")}” marks a direction that no studies support at each step: it is what pages say.`),
      groups.size ? el("dl", {}, [...groups].sort((a, b) => b[1].length - a[1].length).map(([reason, some]) => [
        el("dt", {}, `${KG.ARROW[some[0].sign]} ${SHORT[reason]} (${some.length})`), el("dd", {}, `${graph.words(reason)}.`)])) : null,
      el("p", { class: "source" }, "It is arithmetic on claims, not a forecast for a person. At the command line: ",
        el("code", {}, `kg what-if "${graph.label(question.n)}" ${question.way < 0 ? "down" : "up"}`)));
  }

  // What is concluded, what it rests on, and why.
  /** @param {Page.Held} question @param {Page.Move} move */
  function concluded(question, { n, sign, certainty, reason, support, weight, leaning, population, source, target }) {
    const name = graph.label(n);
    const shown = weight === null ? "" : `, weight ${weight.toFixed(2)}`;
    const people = population === null ? "" : `, ${graph.words(population)} only`;
    const verb = `${certainty === "likely" ? "probably " : ""}${KG.VERB[sign]} ${name}`;
    const rests = graph.words(support ?? "");
    const basis = support === "weak" ? `${rests} say that it ${verb}${shown}${people}` : `it ${verb} (${rests}${shown}${people})`;
    const answer = sign === "?" ? `the effect on ${name} is undetermined` : sign === "0" ? `no effect on ${name} was found (${rests})` : basis;
    const lean = leaning === null ? "" : ` It leans ${leaning === "+" ? "up" : "down"}${shown}.`;
    const instead = source !== question.held || target !== n
      ? ` This answer is for ${graph.label(source)} → ${graph.label(target)}: no chain links what was asked.` : "";
    return `If ${words(question)}: ${answer}. All chains: ${graph.words(reason)}.${lean}${instead}`;
  }

  /** @param {Page.Held} question @param {number} target @param {Page.Move | undefined} move @param {Page.Chain[]} found */
  function detail(question, target, move, found) {
    const name = graph.label(target);
    KG.panel.fill([KG.conceptButton(target), move ? ` ${KG.ARROW[move.sign]}` : ""],
      el("p", {}, move ? concluded(question, move) : `Nothing that the graph knows leads from ${graph.label(question.held)} to ${name}.`),
      found.map((chain, i) => el("section", {},
        el("h3", {}, found.length > 1 ? (i ? "The strongest chain the other way" : "The strongest chain") : "The strongest chain"),
        el("p", {}, told(question, chain)),
        el("p", { class: "source" }, `Confidence ${chain.confidence}, ${KG.count(chain.steps.length, "step")}. The sign is arithmetic on the chain, not a cited claim.`),
        chain.steps.map((step, n) => [el("h4", {}, `${n + 1}. ${graph.label(step.influence.s)} ${KG.VERB[step.influence.sign]} ${graph.label(step.influence.t)}`), KG.panel.claims(step.claims)]))),
      move?.reason === "opposing-chains" && found.length < 2 ? el("p", { class: "source" }, "A chain the other way exists too, but it is too long to be told here.") : null,
      KG.panel.actions(
        el("a", { class: "button", href: KG.address({ v: "path", a: id(question.n), b: id(target) }) }, "All chains"),
        KG.button("Back to all that moves", () => KG.go({ b: null }))));
  }

  // The list of all that moves, by kind of concept.

  /** @param {Page.Move[]} moved @param {ReturnType<typeof spread>} reached @param {number} target */
  function groups(moved, reached, target) {
    /** @param {number} n */
    const cost = (n) => reached.get(n)?.cost ?? Infinity;
    /** @param {number} n */
    const late = (n) => Number(Boolean(data.concepts[n].generic));
    /** @param {Page.Move} move */
    const marks = ({ certainty, support, reason, sign }) => (SHORT[reason] ? [SHORT[reason]]
      : [certainty === "likely" && "probably", sign !== "?" && support === "weak" && graph.words(support)].filter(Boolean)).join(", ");
    /** @param {Page.Move} move */
    const item = (move) => el("li", { class: `move ${known(move) ? "" : "fog"}` },
      el("span", { class: "arrow", "aria-hidden": "true" }, KG.ARROW[move.sign]),
      el("span", {}, el("a", { href: KG.link({ b: id(move.n), claim: null }), "aria-current": move.n === target ? "true" : null }, graph.label(move.n),
        el("span", { class: "hidden" }, ` ${GOES[move.sign]}`)),
      marks(move) ? el("span", { class: "source" }, ` ${marks(move)}`) : null));
    return KG.KINDS.map((kind) => {
      const some = moved.filter(({ n }) => data.concepts[n].kind === kind)
        .sort((a, b) => late(a.n) - late(b.n) || (cost(a.n) < cost(b.n) ? -1 : cost(a.n) > cost(b.n) ? 1 : 0) || graph.label(a.n).localeCompare(graph.label(b.n)));
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
    const move = moved.find(({ n }) => n === target);
    const found = move ? chains(question, move) : [];
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
        else if (which !== drawn.start) KG.go({ b: id(which), claim: null });
      },
    });
    parts.list.replaceChildren(...groups(moved, spread(stand(question, moved)), target).filter(Boolean));
    if (state.claim) return;
    if (target < 0 || target === question.held) overview(question, moved);
    else detail(question, target, move, found);
  }

  KG.views.whatif = { label: "What if", frame: () => "picture", show };
})();
