// Questions of a quiz, made from the claims. What sources do not agree on is asked, but never scored.
(() => {
  "use strict";
  const { KG } = globalThis;
  const CHOICES = 3; // Wrong answers beside the right one.
  const LIMIT = 50000;
  const ENDS = ["disease", "symptom"];
  /** @template T @param {T[] | undefined} value @returns {T[]} */
  const list = (value) => (Array.isArray(value) ? value : []);

  // Numbers from 0 to 1 that depend on the seed alone (mulberry32).
  /** @param {number} seed */
  function random(seed) {
    let state = typeof seed === "number" ? seed >>> 0 : 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  /** @template T @param {Iterable<T>} values @param {() => number} dice @returns {T[]} */
  function shuffled(values, dice) {
    const found = [...values];
    for (let i = found.length - 1; i > 0; i -= 1) {
      const j = Math.floor(dice() * (i + 1));
      [found[i], found[j]] = [found[j], found[i]];
    }
    return found;
  }

  KG.quiz = (graph, data) => {
    const { influences, used, quantity } = graph;
    /** @param {number} n */
    const kind = (n) => data.concepts[n].kind;

    // The pairs of quantities of which some source denies a causal claim.
    const denied = new Set();
    for (const { s, r, o, e } of list(data?.claims)) {
      const causal = o !== undefined && data.relations[r].sign !== "";
      if (causal && e.some((n) => data.evidence[n].st === -1)) denied.add(`${quantity(s)} ${quantity(o)}`);
    }

    // Why the sign of an influence is in doubt: unsigned, opposing or contested; null where no source says otherwise.
    /** @param {Page.Influence} i @returns {Page.Doubt | null} */
    function doubt(i) {
      if (i.sign !== "+" && i.sign !== "-") return "unsigned";
      const others = influences.filter((other) => other.s === i.s && other.t === i.t && other.sign !== i.sign).map((other) => other.sign);
      if (others.includes("+") || others.includes("-")) return "opposing";
      return others.includes("0") || denied.has(`${i.s} ${i.t}`) ? "contested" : null;
    }

    // Does `from` raise (+) or lower (-) `to`? Each question with its claim and evidence; in doubt it is not scored.
    /** @param {number} seed @param {number} most @returns {Page.SignQuestion[]} */
    function signQuestions(seed = 1, most = Infinity) {
      return shuffled(used, random(seed)).slice(0, most).map((i) => {
        const [claim] = i.claims;
        const { s, r, o, e } = data.claims[claim];
        const reason = doubt(i);
        const answer = reason ? "?" : data.relations[r].sign;
        const to = /** @type {number} */ (o); // The object of a causal claim in an influence is a concept.
        return { influence: i.n, claim, evidence: e, from: s, to, answer, scored: reason === null, doubt: reason };
      });
    }

    // Wrong answers to "what does `from` act on next?": no claim joins them with `from`, they are no kinds of what one
    // does, and of one kind with the right answer where there are enough; those to which `from` leads later come last.
    /** @param {number} from @param {number} right @param {number[]} nodes @param {() => number} dice */
    function wrong(from, right, nodes, dice) {
      const near = new Set([from, ...nodes]);
      for (const { s, o } of data.claims) {
        if (o !== undefined && quantity(s) === from) near.add(quantity(o));
        if (o !== undefined && quantity(o) === from) near.add(quantity(s));
      }
      const later = graph.distances(used, from);
      const all = [...new Set(used.flatMap((i) => [i.s, i.t]))].sort((a, b) => a - b);
      const fit = all.filter((n) => ![...near].some((other) => graph.kin(n, other)));
      /** @param {number} n */
      const unlike = (n) => 2 * Number(kind(n) !== kind(right)) + Number(later.has(n));
      return shuffled(fit, dice).sort((a, b) => unlike(a) - unlike(b)).slice(0, CHOICES);
    }

    // A chain as a question; null if there are too few wrong answers for one of its steps.
    /** @param {Page.Influence[]} along @param {() => number} dice @returns {Page.ChainQuestion | null} */
    function question(along, dice) {
      const nodes = [along[0].s, ...along.map((i) => i.t)];
      const found = graph.chain(nodes[0], nodes.at(-1), along);
      const steps = found.steps.map((step, i) => {
        const { s, t } = step.influence;
        const others = i < along.length - 1 ? wrong(s, t, nodes, dice) : [];
        return { ...step, claim: step.claims[0], answer: t, choices: others.length ? shuffled([t, ...others], dice) : [] };
      });
      const enough = steps.slice(0, -1).every((step) => step.choices.length > 2);
      return enough ? { ...found, a: nodes[0], b: nodes.at(-1), steps } : null;
    }

    // The influences of a guided chain; null if a step is in doubt or the steps do not form a chain.
    /** @param {Page.Guide} guide @param {Page.Influence[]} firm @returns {Page.Influence[] | null} */
    function guided(guide, firm) {
      const along = /** @type {Page.Influence[]} */ (
        list(guide?.steps).map((step) => firm.find((i) => i.claims.includes(graph.claimById(step?.claim)))));
      if (along.length < 2 || !along.every((i, n) => i && (n === 0 || along[n - 1].t === i.s))) return null;
      return new Set([along[0].s, ...along.map((i) => i.t)]).size === along.length + 1 ? along : null;
    }

    // Build the chain from a to b: which of the choices comes next? The last step has no choices, as b is told. Chains
    // are those of the guides, for at most half of the questions, and best chains; no step is in doubt.
    /** @param {number} seed @param {{ most?: number, guides?: Page.Guide[] }} options */
    function chainQuestions(seed = 1, options = {}) {
      const { most = 5, guides } = options ?? {};
      const dice = random(seed);
      const firm = used.filter((i) => doubt(i) === null);
      const told = list(guides).map((guide) => guided(guide, firm)).filter(Boolean);
      const found = shuffled(told, dice).slice(0, Math.floor(most / 2)).map((along) => question(along, dice)).filter(Boolean);
      for (const source of shuffled(new Set(firm.map((i) => i.s)), dice)) {
        if (found.length >= most) break;
        const part = graph.leading(source, firm);
        const far = [...graph.distances(part, source)].filter(([n, hops]) => hops > 2 && hops < 5 && ENDS.includes(kind(n)));
        if (!far.length) continue;
        const [target] = shuffled(far, dice)[0];
        /** @type {Page.Search} */
        const ask = { source, target, start: "+", ends: ["+", "-"], k: 1, maxHops: 5, limit: LIMIT };
        const made = (graph.best(part, ask) ?? []).map((along) => question(along, dice));
        found.push(...made.filter(Boolean));
      }
      return shuffled(found, dice);
    }

    return { doubt, signQuestions, chainQuestions };
  };
})();
