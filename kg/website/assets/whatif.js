// What if: one thing is fixed high or low; what moves is listed as in `kg what-if`, and drawn as it spreads.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  // Maximum of boxes in all and in one column, and of steps, so that labels can be read.
  const WIDE = { most: 15, column: 7, deepest: 2, wrap: 112, aisle: 46 };
  const NARROW = { most: 13, column: 5, deepest: 2, wrap: 96, aisle: 36 };
  // On a phone: one step, so that nothing is cut at the side.
  const PHONE = { most: 7, column: 6, deepest: 1, wrap: 96, aisle: 30 };
  const FIRST = "concept:vitamin-d-deficiency";
  const STEP = 450; // From one column to the next, in milliseconds.
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const { words } = KG.moves;
  /** @param {Page.Move | undefined} move */
  const known = (move) => move !== undefined && move.sign !== "?";
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
        const more = cost + via.cost;
        if (known && (known.cost < more || (known.cost === more && known.depth <= depth + 1))) continue;
        found.set(via.t, { cost: cost + via.cost, depth: depth + 1, via });
        open.add(via.t);
      }
    }
    return found;
  }
  /** @type {Map<number, Page.Influence[]>} */
  const leaving = new Map();
  for (const influence of graph.used) leaving.set(influence.s, [...leaving.get(influence.s) ?? [], influence]);

  // The quantity from which chains are drawn: what is fixed, or what answers for it if it acts on nothing.
  /** @param {Page.Held} question @param {Page.Move[]} moved */
  const stand = ({ held }, moved) => (moved.length && !leaving.has(held) ? moved[0].source : held);

  // What is drawn: near and far in turn, known directions before unknown, the best supported first, each with the chain
  // that leads there; and always the chain that was asked for.
  // Gives the columns of quantities, and for each the influence by which it is reached.
  /**
   * @param {number} held @param {Map<number, Page.Move>} moves @param {Page.Influence[]} asked
   * @param {{ most: number, column: number, deepest: number }} room
   */
  function chosen(held, moves, asked, { most, column, deepest }) {
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
    for (const [n, { depth }] of reached) if (moves.has(n) && depth <= deepest) (turns[depth] ??= []).push(n);
    for (const some of turns) {
      some?.sort((a, b) => fog(b) - fog(a) || reached.get(b).cost - reached.get(a).cost || b - a);
    }
    /** @param {number} n */
    const before = (n) => /** @type {Page.Influence} */ (reached.get(n).via).s;
    while (turns.some((some) => some?.length)) {
      for (const some of turns) {
        /** @type {number[]} */
        const trail = [];
        for (let here = some?.pop(); here !== undefined && !taken.has(here); here = before(here)) trail.unshift(here);
        const fits = trail.every((each) => (columns[reached.get(each).depth]?.length ?? 0) < column);
        if (!fits || taken.size + trail.length > most) continue;
        for (const each of trail) put(each, reached.get(each).depth, reached.get(each).via);
      }
    }
    return { columns, taken };
  }

  // The boxes and arrows of some columns; `steps` of a chain that was asked for are marked.
  /**
   * @param {Page.Held} question @param {Map<number, Page.Move>} moves
   * @param {{ columns: number[][], taken: Map<number, Page.Influence | null> }} given
   * @param {Page.Influence[]} steps @param {Page.Room & { down?: boolean }} room
   */
  function laid(question, moves, { columns, taken }, steps, room) {
    const root = columns[0][0];
    const boxes = [...taken.keys()].map((n) => {
      if (n === root) return { n, role: "held", arrow: KG.ARROW[question.sign] };
      return { n, arrow: KG.ARROW[moves.get(n)?.sign ?? "?"], role: known(moves.get(n)) ? undefined : "fog",
        maybe: moves.get(n)?.certainty === "likely" };
    });
    const lines = new Set([...steps, ...[...taken.values()].filter(Boolean)]);
    const arrows = [...lines].map((influence, i) => ({
      id: i, influence, claims: influence.claims, from: influence.s, to: influence.t, sign: influence.sign,
      conf: influence.conf, count: influence.claims.length, contested: Boolean(influence.contested),
      chosen: steps.includes(influence), look: moves.get(influence.t)?.sign ?? "?",
    }));
    const filled = columns.filter((some) => some?.length);
    return { ...KG.layout.picture(boxes, arrows, { columns: filled, ...room }), root };
  }

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {Page.Chain | undefined} chain */
  function picture(question, moved, chain) {
    const root = stand(question, moved);
    const moves = new Map(moved.map((move) => [move.n, move]));
    const steps = (chain?.steps ?? []).map((step) => step.influence);
    const room = KG.PHONE.matches ? PHONE : KG.NARROW.matches ? NARROW : WIDE;
    const some = chosen(root, moves, steps, room);
    const all = () => laid(question, moves, some, steps, { wrap: room.wrap, aisle: room.aisle });
    // The chain alone, from top to bottom, where it is longer than the picture is wide.
    const alone = () => {
      /** @type {Map<number, Page.Influence | null>} */
      const taken = new Map([[root, null]]);
      for (const step of steps) taken.set(step.t, step);
      const columns = [...taken.keys()].map((n) => [n]);
      return laid(question, moves, { columns, taken }, steps, { down: true, aisle: 34 });
    };
    const made = steps.length > room.deepest ? alone() : all();
    const depth = new Map((made.down ? made.boxes.map(({ n }) => [n]) : some.columns)
      .flatMap((column, c) => (column ?? []).map((n) => [n, c])));
    const headings = some.columns.map((column, c) => (
      { label: c === 0 ? "held" : KG.count(c, "step"), x: made.boxes.find((box) => box.n === column?.[0])?.x }));
    const headed = headings.filter(/** @returns {heading is Page.Heading} */ (heading) => heading.x !== undefined);
    const name = `What changes if ${words(question)}`;
    return { ...made, columns: made.down || KG.NARROW.matches ? undefined : headed, start: root, name, depth };
  }

  // Draws the picture as it spreads, a column after the other; at once for those who want no movement.
  let timer = 0;
  /** @param {ReturnType<typeof picture>} drawn @param {Page.Hooks} hooks @param {boolean} moving */
  function play(drawn, hooks, moving) {
    clearTimeout(timer);
    const last = Math.max(...drawn.depth.values());
    const still = !moving || CALM.matches || !window.vis;
    /** @param {number} c */
    const until = (c) => ({
      ...drawn,
      boxes: drawn.boxes.map((box) => ({ ...box, late: drawn.depth.get(box.n) > c })),
      arrows: drawn.arrows.map((arrow) => ({ ...arrow, late: drawn.depth.get(arrow.to) > c })),
    });
    const drawing = KG.draw(/** @type {Page.WhatIfParts} */ (parts).picture, still ? drawn : until(0), hooks);
    KG.shown = KG.shown && { ...KG.shown, picture: drawn };
    /** @param {number} c */
    const next = (c) => {
      timer = setTimeout(() => {
        drawing.show(c < last ? until(c) : drawn, hooks);
        if (c < last) next(c + 1);
      }, STEP);
    };
    if (!still) next(1);
  }

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {number} drawn */
  function counted({ held, sign }, moved, drawn) {
    const rest = moved.length > drawn ? ` The ${drawn} best supported are drawn, all are listed.` : "";
    const many = moved.filter((move) => move.sign === "+" || move.sign === "-").length;
    const things = KG.count(moved.length, "thing");
    return `If ${graph.label(held)} ${KG.ARROW[sign]}: ${things} may change, ${many} in a known direction.${rest}`;
  }

  // The strongest chain, and where chains oppose each other the strongest of the other sign, of what was judged.
  /** @param {Page.Held} question @param {Page.Move} move */
  function chains(question, { source, target, certainty, reason }) {
    const wanted = question.sign === "-" ? -1 : 1;
    const named = source === question.held ? [question.n] : [];
    const start = [...named, source, ...graph.states(source)].find((n) => graph.direction(n) === wanted) ?? source;
    const { chains: [best], opposite } = graph.paths({ a: start, b: target, k: 1 });
    return [best, certainty === "likely" || reason === "opposing-chains" ? opposite : null].filter(Boolean);
  }

  /** @param {HTMLElement} place @returns {Page.WhatIfParts} */
  function tools(place) {
    /** @param {Page.Way} way */
    const press = (way) => KG.button(way < 0 ? "↓ goes down" : "↑ goes up", () => {
      const name = id(asked(KG.state).n);
      KG.go({ up: way < 0 ? null : name, down: way < 0 ? name : null, claim: null, guess: null });
    }, { id: way < 0 ? "press-down" : "press-up" });
    const bar = el("div", { class: "tools" });
    const made = {
      bar, heading: el("h2", { class: "serif", tabindex: -1 }), up: press(1), down: press(-1),
      vote: el("div", { id: "whatif-vote" }),
      count: el("p", { id: "whatif-count" }),
      strip: el("ul", { id: "whatif-strip", class: "strip" }),
      picture: el("div", { id: "whatif-picture", class: "picture" }),
      list: el("div", { id: "whatif-list" }),
      replay: KG.button("Replay", () => {}, { id: "whatif-replay" }),
      picker: KG.picker(bar, { label: "What if" },
        (n) => {
          // A state holds at first; only a quantity goes down as the one before it did.
          const down = KG.state.down && data.concepts[n].of === undefined;
          KG.go({ up: down ? null : id(n), down: down ? id(n) : null, b: null, claim: null, guess: null });
        }),
    };
    bar.append(made.up, made.down, made.replay);
    place.append(made.heading, bar, made.vote, made.count, made.strip, made.picture, made.list);
    return made;
  }

  // A class votes before it reads what is concluded, if the address asks for that; then that, and why.
  /** @param {Page.Held} question @param {Page.Move | undefined} move */
  function voting(question, move) {
    const { guess } = KG.state;
    const { vote, count, strip, picture, list, replay } = /** @type {Page.WhatIfParts} */ (parts);
    const open = Boolean(move) && guess === "ask";
    for (const part of [count, strip, picture, list, replay]) part.hidden = open;
    const said = KG.ask.MOVES.find(([value]) => value === guess)?.[2];
    vote.replaceChildren(move && open ? KG.ask.buttons({ ask: "", options: KG.ask.MOVES, right: "", claim: -1 },
      (choice) => KG.go({ guess: choice }, { replace: true })) : move && said
      ? el("p", { class: "tell" }, `Vote: “${said}”. ${KG.moves.concluded(question, move)}`) : "");
    if (move && open) {
      vote.prepend(el("p", { class: "tell" }, `What happens to ${graph.label(move.n)}?`));
      KG.panel.fill("What if", el("p", {}, "The answer appears as soon as you have voted."));
    }
    return open;
  }

  // The last question that was animated: each is animated once.
  let spreadOf = "";

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!data.concepts.length) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "What if"),
        el("p", {}, "There is nothing to show: the graph has no concepts."));
      return;
    }
    parts ??= tools(place);
    const question = asked(state);
    const moved = graph.moves(question.n, question.way);
    const target = state.b === undefined ? -1 : graph.quantity(graph.byId(state.b));
    const move = moved.find(({ n }) => n === target);
    const found = move ? chains(question, move) : [];
    const root = stand(question, moved);
    const reached = spread(root);
    /** @param {number} n */
    const cost = (n) => reached.get(n)?.cost ?? Infinity;
    const sorted = KG.moves.sorts(moved, cost);
    parts.strip.replaceChildren(...KG.moves.strip(sorted));
    parts.list.replaceChildren(...KG.moves.list(sorted, target, cost));
    parts.picker.set(question.n);
    parts.heading.textContent = `What if ${graph.label(question.n)} goes ${question.way < 0 ? "down" : "up"}?`;
    parts.up.setAttribute("aria-pressed", String(question.way > 0));
    parts.down.setAttribute("aria-pressed", String(question.way < 0));
    if (voting(question, move)) return;
    parts.picture.hidden = !moved.length;
    const drawn = picture(question, moved, found[0]);
    parts.count.textContent = counted(question, moved, drawn.boxes.length - 1);
    /** @type {Page.Hooks} */
    const hooks = {
      tools: parts.bar,
      pick: (what, which) => {
        if (what === "arrow") KG.go({ claim: graph.claimId(drawn.arrows[Number(which)].influence.claims[0]) });
        else if (which !== root) KG.go({ b: id(Number(which)), claim: null, guess: null });
      },
    };
    const asking = `${question.n}/${question.way}`;
    parts.replay.hidden = CALM.matches || !window.vis || !moved.length;
    parts.replay.onclick = () => play(drawn, hooks, true);
    play(drawn, hooks, asking !== spreadOf && target < 0);
    spreadOf = asking;
    if (state.claim) return;
    if (target < 0 || target === question.held) KG.moves.overview(question, moved, root);
    else KG.moves.detail(question, target, move, found);
  }

  KG.views.whatif = {
    label: "What if",
    // On a phone the panel has nothing to say before a vote.
    frame: ({ guess }) => (guess === "ask" && KG.PHONE.matches ? "bare" : "picture"),
    show,
  };
})();
