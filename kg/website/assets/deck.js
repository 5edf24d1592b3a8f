// The cards of a quiz: what may be asked about an influence, and which answer is right. No document is touched.
(() => {
  "use strict";
  const { KG } = globalThis;
  const CASES = 0.2; // What a page or a series of cases counts.
  const FEWEST = 4; // The fewest cards of a topic.
  const PEOPLE = "population: ";
  const OUTRIGHT = ["Asserted", "Denied"];
  /** @type {[id: string, label: string, form: RegExp][]} */
  const TOPICS = [
    ["bone", "Bone", /bone|osteo|rickets|fractur|skelet|mineraliz/i],
    ["muscle", "Muscle and falls", /muscle|myopath|cramp|\bfalls?\b/i],
    ["nerve", "Nerves", /nerv|neuro|tingl|numb/i],
    ["calcium", "Calcium and hormones", /calc|parathyr|phosph|hormone/i],
    ["pain", "Pain", /pain|ache/i],
    ["sun", "Sun, skin and food", /sun|skin|\buv|food|diet|fish|milk/i],
  ];
  /** @param {number} s @param {number} t */
  const pair = (s, t) => `${s} ${t}`;

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

  /** @implements {Page.Deck} */
  class Deck {
    /** @param {Page.Facts & Page.Judge} graph @param {Page.Data} data */
    constructor(graph, data) {
      this.graph = graph;
      this.data = data;
      // The pairs of quantities for which some source denies a causal claim, and the signs of each pair.
      this.denied = new Set();
      for (const { s, r, o, e } of data?.claims ?? []) {
        const causal = o !== undefined && data.relations[r].sign !== "";
        const denies = causal && e.some((n) => data.evidence[n].st === -1);
        if (denies) this.denied.add(pair(graph.quantity(s), graph.quantity(o)));
      }
      /** @type {Map<string, Set<Page.Sign>>} */
      this.signs = new Map();
      for (const { s, t, sign } of graph.influences) {
        this.signs.set(pair(s, t), (this.signs.get(pair(s, t)) ?? new Set()).add(sign));
      }
      // What is found when it is first asked for: the cards, and whether the graph concludes what each says.
      /** @type {Page.SignAsked[] | null} */
      this.cards = null;
      /** @type {Map<Page.SignAsked, boolean>} */
      this.held = new Map();
    }

    // Why the sign of an influence is in doubt: unsigned, opposing, contested or outranked; null where no source says
    // otherwise, or only one that can show less.
    /** @param {Page.Influence} i @returns {Page.Doubt | null} */
    doubt = (i) => {
      if (i.sign !== "+" && i.sign !== "-") return "unsigned";
      const signs = this.signs.get(pair(i.s, i.t));
      if (signs.has(i.sign === "+" ? "-" : "+")) return "opposing";
      if (signs.has("0") || this.denied.has(pair(i.s, i.t))) return "contested";
      return this.graph.outranked(i) ? "outranked" : null;
    };

    // Whether one of two names is a part of the other (calcium, serum calcium).
    /** @param {number} a @param {number} b */
    alike(a, b) {
      const [one, other] = [a, b].map((n) => ` ${this.graph.label(n)} `);
      return one.includes(other) || other.includes(one);
    }

    // Whether a source says so, or denies it, outright: not “may” or “can”.
    /** @param {number} n */
    outright = (n) => OUTRIGHT.includes(this.data.evidence[n].mod ?? OUTRIGHT[0]);

    // Whether a claim rests on a study that can show more than a page or a series of cases, or on two independent
    // witnesses (it has one part for each); and a source says so outright.
    /** @param {number} n */
    sourced = (n) => {
      const { claims, evidence, sources } = this.data;
      const parts = claims[n].sum.filter((part) => Number(part[4]) > 0);
      const said = claims[n].e.some((e) => evidence[e].st > 0 && this.outright(e));
      return said && (parts.length > 1
        || parts.some(([e]) => sources[this.graph.source(e)]?.doc === 0 && this.graph.rung(e) > CASES));
    };

    // Whether studies disagree: one stands on each side, that against is of no weaker a design, and one of them speaks
    // outright. Where claims of both signs stand, each is against the other.
    /** @param {number[]} claims */
    disagree = (claims) => {
      const { evidence, sources, relations } = this.data;
      const { rung, source } = this.graph;
      /** @type {Record<string, number>} */
      const best = { "+": 0, "-": 0, denied: 0 };
      for (const n of claims) {
        const { r, e } = this.data.claims[n];
        for (const item of e) {
          const side = evidence[item].st < 0 ? "denied" : evidence[item].st > 0 ? relations[r].sign : "";
          if (side in best && sources[source(item)].doc === 0) best[side] = Math.max(best[side], rung(item));
        }
      }
      const [less, more] = [best["+"], best["-"]].sort((a, b) => a - b);
      return more > 0 && Math.max(less, best.denied) >= more && claims.flatMap((n) => this.data.claims[n].e)
        .some((n) => evidence[n].st && sources[source(n)].doc === 0 && this.outright(n));
    };

    // The causal claims about one pair of concepts, such as a deficiency and its symptom, that studies disagree about;
    // a denial of one thing, such as a treatment, is none of another, such as a cause.
    /** @param {Page.Influence} i */
    disputed({ s, t }) {
      const { claims, relations } = this.data;
      const { quantity } = this.graph;
      const about = [...claims.keys()].filter((n) => {
        const { s: from, r, o } = claims[n];
        return o !== undefined && quantity(from) === s && quantity(o) === t && relations[r].sign !== "";
      });
      /** @param {number} n */
      const ends = (n) => `${claims[n].s} ${claims[n].o}`;
      return about.map((n) => about.filter((other) => ends(other) === ends(n))).find(this.disagree) ?? [];
    }

    // What cards may ask about an influence: whether studies disagree, and a claim that is sourced well. What a
    // stronger study leaves open is not asked, nor what no source gives a direction: that is not known here, but
    // perhaps elsewhere; nor a pair of which one name holds the other, which gives the answer away.
    /** @param {Page.Influence} i @returns {Page.SignAsked[]} */
    posed = (i) => {
      const doubt = this.doubt(i);
      if (doubt === "unsigned" || doubt === "outranked" || this.graph.kin(i.s, i.t)) return [];
      const { claims, relations } = this.data;
      const disputes = [doubt ? this.disputed(i) : [], i.claims.filter(this.sourced).slice(0, 1)];
      return disputes.flatMap((about, plain) => about.slice(0, 1).flatMap((claim) => {
        const { s: from, r, o } = claims[claim];
        const to = /** @type {number} */ (o); // The object of a causal claim in an influence is a concept.
        if (this.alike(from, to) || this.alike(i.s, i.t)) return [];
        const evidence = [...new Set(about.flatMap((n) => claims[n].e))];
        const answer = plain ? /** @type {Page.Reply} */ (relations[r].sign) : "!";
        return [{ sort: "sign", influence: i.n, claim, claims: about, evidence, from, to, answer }];
      }));
    };

    // Whether the answer of a card is what is concluded from the whole graph: its sign, or that sources dispute it. A
    // graph that is too large has no conclusions here: of it only what is in no doubt is asked, and disputes.
    /** @param {Page.SignAsked} card */
    holds = (card) => {
      const { influences, verdict, sign } = this.graph;
      const { s, t, sign: own } = influences[card.influence];
      if (!this.data.judge.targets.length) return card.answer === "!" || !this.doubt(influences[card.influence]);
      if (!this.held.has(card)) {
        const { reason, sign: told, source, target } = /** @type {Page.Verdict} */ (verdict(card.from, 1, t));
        this.held.set(card, card.answer === "!" ? reason === "contested-step"
          : told === KG.times(sign(card.from), own) && source === s && target === t);
      }
      return Boolean(this.held.get(card));
    };

    // Whether a quantity belongs to a topic.
    /** @param {string | undefined} topic @returns {(n: number) => boolean} */
    within = (topic) => {
      const { label, quantity } = this.graph;
      const form = TOPICS.find(([id]) => id === topic)?.[2];
      return (n) => !form || form.test(label(n)) || form.test(label(quantity(n)));
    };

    // The cards of a topic in the order of a seed, as far as claims decide.
    /** @param {number} seed @param {string} [topic] */
    candidates = (seed, topic) => {
      const about = this.within(topic);
      this.cards ??= this.graph.used.flatMap(this.posed);
      return shuffled(this.cards, random(seed)).filter(({ from, to }) => about(from) || about(to));
    };

    // The cards that fit, in the order of a seed, one for each pair of quantities. As it takes long to conclude what
    // all say, few should.
    /** @param {number} seed @param {(card: Page.SignAsked) => boolean} fit */
    deck = (seed = 1, fit = () => true) => {
      const { influences } = this.graph;
      const found = this.candidates(seed).filter(fit).filter(this.holds);
      /** @param {Page.SignAsked} card */
      const ends = ({ influence }) => pair(influences[influence].s, influences[influence].t);
      return [...new Map(found.map((card) => [ends(card), card])).values()];
    };

    // The populations to which all evidence for a card limits it, in words: what holds for them may not hold for all.
    /** @param {Page.SignAsked} card */
    people = ({ evidence }) => {
      const items = evidence.map((n) => this.data.evidence[n]).filter(({ st }) => st);
      const [first = [], ...rest] = items.map(({ ctx = [] }) => ctx.filter((each) => each.startsWith(PEOPLE)));
      return first.filter((each) => rest.every((some) => some.includes(each)))
        .map((each) => this.graph.words(each.slice(PEOPLE.length)));
    };

    // The topics with enough cards.
    topics = () => TOPICS.filter(([id]) => this.candidates(1, id).length >= FEWEST)
      .map(([id, label]) => ({ id, label }));
  }

  KG.deck = (graph, data) => new Deck(graph, data);
  Object.assign(KG, { dice: random, shuffled });
})();
