// The words and pictures of stories: guided chains, feedback loops, and the two sides of a dispute.
(() => {
  "use strict";
  const { KG } = window;
  const { data, graph } = KG;
  const WIDEST = 190, AISLE = 40, GHOST = 34;
  /** @type {Record<string, string>} */
  const MOVES = KG.ARROW;
  /** @type {Record<string, string>} */
  const LOOPS = {
    balancing: "Balancing: a change goes round and comes back against itself, so it is damped, as by a thermostat.",
    reinforcing: "Reinforcing: a change goes round and comes back in its own direction, so it feeds itself.",
    "of unknown sign": "Of unknown sign: for one of its steps no source says whether it raises or lowers.",
  };

  // A guide or loop as a story: {kind, title, about, steps: [{claim, tell}], start}; null where a claim is missing.

  /** @param {Page.Guide} body @returns {Page.Story | null} */
  function guide(body) {
    const steps = body.steps.map((step) => ({ ...step, claim: graph.claimById(step.claim) }));
    return steps.every(({ claim }) => claim >= 0) ? { ...body, steps } : null;
  }

  /** @param {Page.Loop} body @returns {Page.Story} */
  function loop(body) {
    /** @type {Page.Sign} */
    let way = "+";
    const steps = body.steps.map(([s, t, sign]) => {
      const influence = /** @type {Page.Influence} */ (
        graph.influences.find((i) => i.s === s && i.t === t && i.sign === sign));
      const before = way;
      way = KG.times(way, sign);
      const mirrored = influence.stated.includes(before) ? ""
        : " Sources state the opposite case; here it is read backwards.";
      return { claim: influence.claims[0],
        tell: `${graph.label(s)} ${MOVES[before]} makes ${graph.label(t)} ${MOVES[way]}.${mirrored}` };
    });
    const about = `${LOOPS[body.kind]} Confidence ${KG.two(body)}.`;
    return { kind: "loop", title: body.name, about, steps, start: "+" };
  }

  // Each step with its ends and signs. The two sides of a dispute are about concepts as sources name them; chains and
  // loops of quantities that move. After a step that is not causal the next begins anew.
  /** @param {Page.Story} story @returns {Page.Told[]} */
  function signed(story) {
    let way = story.start ?? null;
    return story.steps.map(({ claim, tell }) => {
      const { s, r, o, conf, e } = data.claims[claim];
      /** @type {Omit<Page.Told, keyof Page.Ends | "sign">} */
      const step = { claim, tell, conf, contested: Boolean(data.claims[claim].contested),
        denied: e.every((n) => data.evidence[n].st < 1), influence: null, before: "", after: "" };
      if (story.kind === "sides" || o === undefined) return { ...step, from: s, to: o ?? -1, sign: KG.sign(r) };
      const influence = graph.influences.find((i) => i.claims.includes(claim)) ?? null;
      const before = way ?? (graph.direction(s) < 0 ? "-" : "+");
      way = influence ? KG.times(before, influence.sign) : null;
      return { ...step, influence, from: graph.quantity(s), to: graph.quantity(o), sign: influence?.sign ?? KG.sign(r),
        before, after: way ?? "" };
    });
  }

  // Whether sources state a step for the opposite case: the word of their claim would be untrue of its boxes.
  /** @param {Page.Told} step */
  const mirrored = ({ influence, before }) => Boolean(influence && (before === "+" || before === "-")
    && !influence.stated.includes(before));

  // The picture of the first `shown` steps, of which one is `now`; all boxes stay where they are while it grows.
  // A step that is not shown yet has its end without a way.
  /**
   * @param {Page.Story} story @param {Page.Told[]} steps @param {number} shown @param {number} now
   * @returns {Page.Picture}
   */
  function picture(story, steps, shown, now) {
    /** @type {Map<number, Page.Box>} */
    const boxes = new Map();
    /** @param {number} n @param {string} way */
    const add = (n, way) => n < 0 || boxes.get(n)?.arrow || boxes.set(n, { n, arrow: MOVES[way] });
    for (const { from, to, before, after } of steps) {
      add(from, before);
      add(to, after);
    }
    const arrows = steps.map((step, i) => ({ ...step, id: i, claims: [step.claim], look: step.after || step.sign,
      word: mirrored(step) ? KG.VERB[step.sign] : data.relations[data.claims[step.claim].r].label }))
      .filter(({ to }) => to >= 0);
    const columns = KG.layout.levels([...boxes.keys()], arrows);
    const whole = KG.layout.picture([...boxes.values()], arrows, { columns, down: true, wrap: WIDEST, aisle: AISLE });
    const drawn = whole.arrows.filter(({ id }) => id < shown).map((arrow) => ({ ...arrow, chosen: arrow.id === now }));
    const ends = new Set(drawn.flatMap(({ from, to }) => [from, to]));
    const asked = now === shown ? steps[now] : undefined;
    const seen = whole.boxes.filter(({ n }) => ends.has(n) || n === asked?.from || n === asked?.to)
      .map((box) => (
        box.n === asked?.to && !ends.has(box.n) && asked.before ? { ...box, arrow: "?", role: "held" } : box));
    // What comes next is there without its name, but for where it ends.
    const unseen = whole.boxes.filter(({ n }) => !seen.some((box) => box.n === n));
    const nameless = new Map(unseen.filter(({ n }) => n !== steps.at(-1).to).map((box) => [box.n, box.x]));
    // At a box without a name, which is narrower, ways begin and end in its middle.
    const ghosts = { boxes: unseen.map((box) => (nameless.has(box.n) ? { ...box, lines: ["?"], w: GHOST } : box)),
      arrows: whole.arrows.filter(({ id }) => id >= shown).map((arrow) => ({ ...arrow,
        points: arrow.points.map((point, i) => {
          const end = i === 0 ? arrow.from : i === arrow.points.length - 1 ? arrow.to : -1;
          return { ...point, x: nameless.get(end) ?? point.x };
        }) })) };
    return { ...whole, boxes: seen, arrows: drawn, ghosts, tall: KG.PHONE.matches, start: steps[now]?.from,
      name: `${story.title}, drawn` };
  }

  // The story that the address asks for, if any.
  /** @param {Page.State} state @returns {Page.Story | null} */
  function asked(state) {
    const told = KG.guides.find(({ id }) => id === state.guide);
    if (told) return guide(told);
    const found = data.loops[state.loop ?? -1];
    return found ? loop(found) : null;
  }

  Object.assign(KG, { story: { asked, guide, signed, picture, LOOPS } });
})();
