// Questions of a quiz, made from its cards, from chains, and a seed. No document is touched.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { dice: random, shuffled } = KG;
  const CHOICES = 3; // Wrong answers beside the right one.
  const LIMIT = 50000;
  const TRIED = 3; // Chains between two things, the best first, of which one is asked for.
  const ENDS = ["disease", "symptom"];
  // The share of chains and of pairs that sources disagree about.
  const CHAINS = 0.2, DISPUTES = 0.2;
  /** @template T @param {T[] | undefined} value @returns {T[]} */
  const list = (value) => (Array.isArray(value) ? value : []);

  // The questions that a graph gives.
  class Quiz {
    /** @param {Page.Facts & Page.Chains & Page.Judge} graph @param {Page.Data} data */
    constructor(graph, data) {
      this.graph = graph;
      this.data = data;
      this.cards = KG.deck(graph, data);
    }

    // Wrong answers to “what comes next after `from`?”: something acts on them, no claim joins them with `from`, they
    // are not generic, no kinds of what one does, and not named alike; of one kind with the right answer where there
    // are enough. Those to which `from` leads later come last.
    /** @param {number} from @param {number} right @param {number[]} nodes @param {() => number} dice */
    wrong(from, right, nodes, dice) {
      const { used, quantity, distances, kin, generic } = this.graph;
      const { claims, concepts } = this.data;
      const near = new Set([from, ...nodes]);
      for (const { s, o } of claims) {
        if (o !== undefined && quantity(s) === from) near.add(quantity(o));
        if (o !== undefined && quantity(o) === from) near.add(quantity(s));
      }
      const later = distances(used, from);
      const all = [...new Set(used.map((i) => i.t))].filter((n) => !generic(n)).sort((a, b) => a - b);
      const fit = all.filter((n) => ![...near].some((other) => kin(n, other) || this.cards.alike(n, other)));
      /** @param {number} n */
      const unlike = (n) => 2 * Number(concepts[n].kind !== concepts[right].kind) + Number(later.has(n));
      return shuffled(fit, dice).sort((a, b) => unlike(a) - unlike(b)).slice(0, CHOICES);
    }

    // The sign that the graph concludes for one thing, such as more of a quantity or a deficiency, on another.
    /** @param {number} from @param {number} to */
    concluded(from, to) {
      const { sign, support, source, target } = /** @type {Page.Verdict} */ (this.graph.verdict(from, 1, to));
      // What answers for another thing has other chains.
      const own = source === this.graph.quantity(from) && target === to;
      return { sign, firm: own && support !== "weak" && (sign === "+" || sign === "-") };
    }

    // A chain as a question; null unless sources state each step in its direction (not only the opposite case, as that
    // a lack does harm), all on its way moves as is concluded from its begin and its end is supported by more than web
    // pages, or if it contradicts itself, or if one of its steps has too few wrong answers.
    /**
     * @param {number} from @param {Page.Influence[]} along @param {() => number} dice
     * @returns {Page.ChainQuestion | null}
     */
    question(from, along, dice) {
      const nodes = [along[0].s, ...along.map((i) => i.t)];
      const found = this.graph.chain(from, nodes.at(-1), along);
      if (!found.steps.every(({ stated }) => stated)) return null;
      const told = nodes.slice(1).map((n) => this.concluded(from, n));
      /** @type {Page.Place[]} */
      const places = nodes.map((n, i) => [n, i ? found.steps[i - 1].after : this.graph.sign(from)]);
      if (!told.at(-1).firm || told.some(({ sign }, i) => sign !== places[i + 1][1])
        || KG.feedback(this.graph.leading(-1))(places)) return null;
      const steps = found.steps.map((step, i) => {
        const { s, t } = step.influence;
        const others = i < along.length - 1 ? this.wrong(s, t, nodes, dice) : [];
        return { ...step, claim: step.claims[0], answer: t, choices: others.length ? shuffled([t, ...others], dice)
          : [] };
      });
      const enough = steps.slice(0, -1).every((step) => step.choices.length > 2);
      return enough ? { ...found, a: from, b: nodes.at(-1), steps } : null;
    }

    // The influences of a guided chain; null if a step is in doubt or the steps do not form a chain.
    /** @param {Page.Guide} guide @param {Page.Influence[]} firm @returns {Page.Influence[] | null} */
    guided(guide, firm) {
      const along = /** @type {Page.Influence[]} */ (
        list(guide?.steps).map((step) => firm.find((i) => i.claims.includes(this.graph.claimById(step?.claim)))));
      if (along.length < 2 || !along.every((i, n) => i && (n === 0 || along[n - 1].t === i.s))) return null;
      return new Set([along[0].s, ...along.map((i) => i.t)]).size === along.length + 1 ? along : null;
    }

    // What a source says of the begin of an influence: a quantity, or a state of it such as a deficiency.
    /** @param {Page.Influence} i */
    subjects = ({ s, claims }) => claims.map((n) => this.data.claims[n].s)
      .filter((n) => this.graph.quantity(n) === s);

    // Build the chain from a to b: which of the choices comes next? The last step has no choices, as b is given. Chains
    // are those of the guides, for at most half of the questions, and best chains, one from each quantity; no step is
    // in doubt. `fit` says which steps may be asked for, `about` at which quantities a chain may end.
    /** @param {number} seed @param {Page.ChainOptions} options */
    chainQuestions = (seed = 1, options = {}) => {
      const { most = 5, guides, fit = () => true, about = () => true } = options ?? {};
      const { graph } = this;
      const dice = random(seed);
      const firm = graph.used.filter((i) => this.cards.doubt(i) === null && fit(i));
      const told = list(guides).map((guide) => this.guided(guide, firm)).filter(Boolean)
        .filter((along) => about(along[along.length - 1].t));
      const found = shuffled(told, dice).slice(0, Math.floor(most / 2))
        .map((along) => this.question(this.subjects(along[0])[0] ?? along[0].s, along, dice)).filter(Boolean);
      for (const from of shuffled(new Set(firm.flatMap(this.subjects)), dice)) {
        if (found.length >= most) break;
        const source = graph.quantity(from);
        if (found.some(({ a }) => graph.quantity(a) === source)) continue;
        const part = graph.leading(source, firm);
        const far = [...graph.distances(part, source)].filter(([n, hops]) => hops > 1 && hops < 5
          && ENDS.includes(this.data.concepts[n].kind) && about(n));
        const target = shuffled(far, dice).map(([n]) => n).find((n) => this.concluded(from, n).firm);
        if (target === undefined) continue;
        const ends = [this.concluded(from, target).sign];
        /** @type {Page.Search} */
        const ask = { source, target, start: graph.sign(from), ends, k: TRIED, maxHops: 5, limit: LIMIT };
        const made = (graph.best(part, ask) ?? []).map((along) => this.question(from, along, dice));
        found.push(...made.filter(Boolean).slice(0, 1));
      }
      return shuffled(found, dice);
    };

    // The questions of a quiz: as many of one sign as of the other, some that sources disagree about, and chains. No
    // two are about kinds of the same two things.
    /**
     * @param {number} seed
     * @param {{ n?: number, topic?: string, guides?: Page.Guide[] }} options
     * @returns {Page.Asked[]}
     */
    asked = (seed = 1, { n = 10, topic, guides } = {}) => {
      const { kin, quantity } = this.graph;
      const { candidates, holds, sourced, within } = this.cards;
      const cards = candidates(seed, topic);
      const links = this.chainQuestions(seed, {
        most: Math.floor(n * CHAINS), guides, fit: (i) => i.claims.some(sourced), about: within(topic),
      }).map((body) => this.told(body));
      /** @type {Page.SignAsked[]} */
      const chosen = [];
      /** @param {Page.SignAsked} one */
      const fresh = (one) => chosen.every((other) => !kin(quantity(one.from), quantity(other.from))
        || !kin(quantity(one.to), quantity(other.to)));
      /** @param {number} most @param {Page.Reply[]} answers */
      const take = (most, ...answers) => {
        const whole = chosen.length + most;
        for (const one of cards) {
          if (chosen.length >= whole) return;
          if (answers.includes(one.answer) && fresh(one) && holds(one)) chosen.push(one);
        }
      };
      const left = n - links.length;
      take(Math.round(n * DISPUTES), "!");
      take(Math.floor((left - chosen.length) / 2), "-");
      take(left - chosen.length, "+");
      take(left - chosen.length, "-");
      take(left - chosen.length, "!");
      const dice = random(seed + 1);
      /** @type {Page.Asked[]} */
      const all = shuffled(chosen, dice);
      links.forEach((link, place) => all.splice(Math.min(all.length, 2 + 4 * place), 0, link));
      return all.slice(0, n);
    };

    // A chain with each step by its claim that is sourced well.
    /** @param {Page.ChainQuestion} body @returns {Page.ChainAsked} */
    told(body) {
      const steps = body.steps.map((step) => (
        { ...step, claim: step.influence.claims.find(this.cards.sourced) ?? step.claim }));
      return { ...body, sort: "chain", steps };
    }
  }

  KG.quiz = (graph, data) => {
    const { cards, chainQuestions, asked } = new Quiz(graph, data);
    const { doubt, deck, people, topics } = cards;
    return { doubt, chainQuestions, deck, asked, people, topics };
  };
})();
