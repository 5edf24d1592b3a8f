// Questions of a quiz, made from the claims and a seed. No document is touched.
(() => {
  "use strict";
  const { KG } = globalThis;
  const CHOICES = 3; // Wrong answers beside the right one.
  const LIMIT = 50000;
  const CASES = 0.2; // What a page or a series of cases counts.
  const ENDS = ["disease", "symptom"];
  // The share of chains and of pairs that sources disagree about; the fewest questions of a topic.
  const CHAINS = 0.2, DISPUTES = 0.2, FEWEST = 4;
  /** @type {[id: string, label: string, form: RegExp][]} */
  const TOPICS = [
    ["bone", "Bone", /bone|osteo|rickets|fractur|skelet|mineraliz/i],
    ["muscle", "Muscle and falls", /muscle|myopath|cramp|\bfalls?\b/i],
    ["nerve", "Nerves", /nerv|neuro|tingl|numb/i],
    ["calcium", "Calcium and hormones", /calc|parathyr|phosph|hormone/i],
    ["pain", "Pain", /pain|ache/i],
    ["sun", "Sun, skin and food", /sun|skin|\buv|food|diet|fish|milk/i],
  ];
  /** @template T @param {T[] | undefined} value @returns {T[]} */
  const list = (value) => (Array.isArray(value) ? value : []);

  // Numbers from 0 to 1 that depend only on the seed (mulberry32).
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

  // The questions that a graph gives.
  class Quiz {
    /** @param {Page.Facts & Page.Chains & Page.Judge} graph @param {Page.Data} data */
    constructor(graph, data) {
      this.graph = graph;
      this.data = data;
      // The pairs of quantities for which some source denies a causal claim.
      this.denied = new Set();
      for (const { s, r, o, e } of list(data?.claims)) {
        const causal = o !== undefined && data.relations[r].sign !== "";
        if (causal && e.some((n) => data.evidence[n].st === -1)) {
          this.denied.add(`${graph.quantity(s)} ${graph.quantity(o)}`);
        }
      }
      /** @type {ReturnType<Page.Quiz["topics"]> | undefined} */
      this.known = undefined;
    }

    // Why the sign of an influence is in doubt: unsigned, opposing, contested or outranked; null where no source says
    // otherwise, or only one that can show less.
    /** @param {Page.Influence} i @returns {Page.Doubt | null} */
    doubt = (i) => {
      if (i.sign !== "+" && i.sign !== "-") return "unsigned";
      const others = this.graph.influences.filter((other) => other.s === i.s && other.t === i.t)
        .map((other) => other.sign).filter((sign) => sign !== i.sign);
      if (others.includes("+") || others.includes("-")) return "opposing";
      if (others.includes("0") || this.denied.has(`${i.s} ${i.t}`)) return "contested";
      return this.graph.outranked(i) ? "outranked" : null;
    };

    // Does `from` raise (+) or lower (-) `to`? Each question with its claim and evidence; in doubt it is not scored.
    /** @param {number} seed @param {number} most @returns {Page.SignQuestion[]} */
    signQuestions = (seed = 1, most = Infinity) => shuffled(this.graph.used, random(seed)).slice(0, most).map((i) => {
      const [claim] = i.claims;
      const { s, r, o, e } = this.data.claims[claim];
      const reason = this.doubt(i);
      const answer = reason ? "?" : this.data.relations[r].sign;
      const to = /** @type {number} */ (o); // The object of a causal claim in an influence is a concept.
      return { influence: i.n, claim, evidence: e, from: s, to, answer, scored: reason === null, doubt: reason };
    });

    // Wrong answers to "what does `from` act on next?": no claim joins them with `from`, they are no kinds of what one
    // does and have no name that is part of its name or the reverse (calcium, serum calcium), and of one kind with the
    // right answer where there are enough; those to which `from` leads later come last.
    /** @param {number} from @param {number} right @param {number[]} nodes @param {() => number} dice */
    wrong(from, right, nodes, dice) {
      const { used, quantity, distances, kin, label } = this.graph;
      /** @param {number} a @param {number} b */
      const alike = (a, b) => ` ${label(a)} `.includes(` ${label(b)} `) || ` ${label(b)} `.includes(` ${label(a)} `);
      const { claims, concepts } = this.data;
      const near = new Set([from, ...nodes]);
      for (const { s, o } of claims) {
        if (o !== undefined && quantity(s) === from) near.add(quantity(o));
        if (o !== undefined && quantity(o) === from) near.add(quantity(s));
      }
      const later = distances(used, from);
      const all = [...new Set(used.flatMap((i) => [i.s, i.t]))].sort((a, b) => a - b);
      const fit = all.filter((n) => ![...near].some((other) => kin(n, other) || alike(n, other)));
      /** @param {number} n */
      const unlike = (n) => 2 * Number(concepts[n].kind !== concepts[right].kind) + Number(later.has(n));
      return shuffled(fit, dice).sort((a, b) => unlike(a) - unlike(b)).slice(0, CHOICES);
    }

    // The sign that the graph concludes for more of one thing on another.
    /** @param {number} from @param {number} to */
    concluded(from, to) {
      const { sign, support, source, target } = /** @type {Page.Verdict} */ (this.graph.verdict(from, 1, to));
      const own = source === from && target === to; // What answers for another thing has other chains.
      return { sign, firm: own && support !== "weak" && (sign === "+" || sign === "-") };
    }

    // A chain as a question; null unless all on its way moves as is concluded from its begin and its end is supported
    // by more than web pages, or if it contradicts itself, or if one of its steps has too few wrong answers.
    /** @param {Page.Influence[]} along @param {() => number} dice @returns {Page.ChainQuestion | null} */
    question(along, dice) {
      const nodes = [along[0].s, ...along.map((i) => i.t)];
      const found = this.graph.chain(nodes[0], nodes.at(-1), along);
      const told = nodes.slice(1).map((n) => this.concluded(nodes[0], n));
      /** @type {Page.Place[]} */
      const places = nodes.map((n, i) => [n, i ? found.steps[i - 1].after : "+"]);
      if (!told.at(-1).firm || told.some(({ sign }, i) => sign !== places[i + 1][1])
        || KG.feedback(this.graph.leading(-1))(places)) return null;
      const steps = found.steps.map((step, i) => {
        const { s, t } = step.influence;
        const others = i < along.length - 1 ? this.wrong(s, t, nodes, dice) : [];
        return { ...step, claim: step.claims[0], answer: t, choices: others.length ? shuffled([t, ...others], dice)
          : [] };
      });
      const enough = steps.slice(0, -1).every((step) => step.choices.length > 2);
      return enough ? { ...found, a: nodes[0], b: nodes.at(-1), steps } : null;
    }

    // The influences of a guided chain; null if a step is in doubt or the steps do not form a chain.
    /** @param {Page.Guide} guide @param {Page.Influence[]} firm @returns {Page.Influence[] | null} */
    guided(guide, firm) {
      const along = /** @type {Page.Influence[]} */ (
        list(guide?.steps).map((step) => firm.find((i) => i.claims.includes(this.graph.claimById(step?.claim)))));
      if (along.length < 2 || !along.every((i, n) => i && (n === 0 || along[n - 1].t === i.s))) return null;
      return new Set([along[0].s, ...along.map((i) => i.t)]).size === along.length + 1 ? along : null;
    }

    // Build the chain from a to b: which of the choices comes next? The last step has no choices, as b is given. Chains
    // are those of the guides, for at most half of the questions, and best chains; no step is in doubt. `fit` says
    // which steps may be asked for, `about` at which quantities a chain may end.
    /** @param {number} seed @param {Page.ChainOptions} options */
    chainQuestions = (seed = 1, options = {}) => {
      const { most = 5, guides, fit = () => true, about = () => true } = options ?? {};
      const { graph } = this;
      const dice = random(seed);
      const firm = graph.used.filter((i) => this.doubt(i) === null && fit(i));
      const told = list(guides).map((guide) => this.guided(guide, firm)).filter(Boolean)
        .filter((along) => about(along[along.length - 1].t));
      const found = shuffled(told, dice).slice(0, Math.floor(most / 2)).map((along) => this.question(along, dice))
        .filter(Boolean);
      for (const source of shuffled(new Set(firm.map((i) => i.s)), dice)) {
        if (found.length >= most) break;
        const part = graph.leading(source, firm);
        const far = [...graph.distances(part, source)].filter(([n, hops]) => hops > 1 && hops < 5
          && ENDS.includes(this.data.concepts[n].kind) && about(n));
        const target = shuffled(far, dice).map(([n]) => n).find((n) => this.concluded(source, n).firm);
        if (target === undefined) continue;
        const ends = [this.concluded(source, target).sign];
        /** @type {Page.Search} */
        const ask = { source, target, start: "+", ends, k: 1, maxHops: 5, limit: LIMIT };
        const made = (graph.best(part, ask) ?? []).map((along) => this.question(along, dice));
        found.push(...made.filter(Boolean));
      }
      return shuffled(found, dice);
    };

    // Whether a claim rests on a study that can show more than a page or a series of cases, or on two witnesses that do
    // not depend on each other: it has one part for each.
    /** @param {number} n */
    sourced = (n) => {
      const parts = this.data.claims[n].sum.filter((part) => Number(part[4]) > 0);
      return parts.length > 1 || parts.some(([e]) => this.data.sources[this.graph.source(e)]?.doc === 0
        && this.graph.rung(e) > CASES);
    };

    // All causal claims about a pair of quantities: both sides of a dispute.
    /** @param {Page.Influence} i */
    both({ s, t }) {
      const { claims, relations } = this.data;
      const { quantity } = this.graph;
      return [...claims.keys()].filter((n) => {
        const { s: from, r, o } = claims[n];
        return o !== undefined && quantity(from) === s && quantity(o) === t && relations[r].sign !== "";
      });
    }

    // A question for a class: about a claim that is sourced well, or a pair that sources disagree about; else null.
    // What a stronger study leaves open is not asked: it is neither so, nor do sources disagree.
    /** @param {Page.SignQuestion} asked @returns {Page.SignAsked | null} */
    card = (asked) => {
      const { claims, relations } = this.data;
      const i = this.graph.influences[asked.influence];
      if (asked.doubt === "outranked") return null;
      if (asked.doubt && asked.doubt !== "unsigned") {
        const about = this.both(i);
        if (!about.some(this.sourced)) return null;
        const evidence = [...new Set(about.flatMap((n) => claims[n].e))];
        return { ...asked, sort: "sign", claims: about, evidence, answer: "!" };
      }
      const claim = i.claims.find(this.sourced);
      if (claim === undefined) return null;
      const { s, r, o, e } = claims[claim];
      const [to, answer] = [/** @type {number} */ (o), asked.doubt ? "?" : relations[r].sign];
      return { ...asked, sort: "sign", claim, claims: [claim], evidence: e, from: s, to, answer };
    };

    // Whether a quantity belongs to a topic.
    /** @param {string | undefined} topic @returns {(n: number) => boolean} */
    within(topic) {
      const { label, quantity } = this.graph;
      const form = TOPICS.find(([id]) => id === topic)?.[2];
      return (n) => !form || form.test(label(n)) || form.test(label(quantity(n)));
    }

    // All cards of a topic, in the order of a seed, one for each pair of quantities.
    /** @param {number} seed @param {string} [topic] */
    deck = (seed = 1, topic) => {
      const { influences } = this.graph;
      const about = this.within(topic);
      const seen = new Set();
      return this.signQuestions(seed).map(this.card).filter(Boolean).filter(({ influence, from, to }) => {
        const pair = `${influences[influence].s} ${influences[influence].t}`;
        if (seen.has(pair) || !(about(from) || about(to))) return false;
        seen.add(pair);
        return true;
      });
    };

    // The questions of a quiz: as many of one sign as of the other, some that sources disagree about, and chains.
    /**
     * @param {number} seed
     * @param {{ n?: number, topic?: string, guides?: Page.Guide[] }} options
     * @returns {Page.Asked[]}
     */
    asked = (seed = 1, { n = 10, topic, guides } = {}) => {
      const cards = this.deck(seed, topic);
      const links = this.chainQuestions(seed, {
        most: Math.floor(n * CHAINS), guides, fit: (i) => i.claims.some(this.sourced), about: this.within(topic),
      }).map((body) => this.told(body));
      const [disputed, open, up, down] = ["!", "?", "+", "-"].map((sign) =>
        cards.filter(({ answer }) => answer === sign));
      const doubts = [...disputed.slice(0, Math.round(n * DISPUTES)), ...open.slice(0, Math.floor(n / 10))];
      const left = Math.max(0, n - links.length - doubts.length);
      const low = down.slice(0, Math.floor(left / 2));
      const first = [...doubts, ...low, ...up.slice(0, left - low.length)];
      const more = cards.filter((one) => !first.includes(one)).slice(0, Math.max(0, n - links.length - first.length));
      const dice = random(seed + 1);
      /** @type {Page.Asked[]} */
      const all = shuffled([...first, ...more], dice);
      links.forEach((link, place) => all.splice(Math.min(all.length, 2 + 4 * place), 0, link));
      return all.slice(0, n);
    };

    // A chain with each step by its claim that is sourced well.
    /** @param {Page.ChainQuestion} body @returns {Page.ChainAsked} */
    told(body) {
      const steps = body.steps.map((step) => (
        { ...step, claim: step.influence.claims.find(this.sourced) ?? step.claim }));
      return { ...body, sort: "chain", steps };
    }

    topics = () => {
      this.known ??= TOPICS.map(([id, label]) => ({ id, label, many: this.deck(1, id).length }))
        .filter(({ many }) => many >= FEWEST);
      return this.known;
    };
  }

  KG.quiz = (graph, data) => {
    const { doubt, signQuestions, chainQuestions, deck, asked, topics } = new Quiz(graph, data);
    return { doubt, signQuestions, chainQuestions, deck, asked, topics };
  };
})();
