// What the data says. Concepts, claims, evidence and sources have numbers in it; an influence is an object {n, s,
// t, sign, cost, claims, stated, conf, sum, contested}. What is not known is -1, null, "" or an empty list.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { order, own } = KG;
  // eslint-disable-next-line no-control-regex -- control characters are what an address must not hold
  const ADDRESS = /^https?:\/\/[^\s\u0000-\u001f\u007f\u0085]+$/;

  /** @template T @param {T[] | undefined} value @returns {T[]} */
  const list = (value) => (Array.isArray(value) ? value : []);
  /** @template T @param {T[]} values @param {number | undefined} n @returns {T | null} */
  const at = (values, n) => (Number.isInteger(n) ? values[/** @type {number} */ (n)] ?? null : null);

  /** @implements {Page.Facts} */
  class Facts {
    /** @param {Page.Data} data */
    constructor(data) {
      this.data = data;
      this.concepts = list(data?.concepts);
      this.claims = list(data?.claims);
      this.evidence = list(data?.evidence);
      this.sources = list(data?.sources);
      this.influences = list(data?.influences).map((i, n) => this.whole(i, n));
      this.used = list(data?.used).map((n) => this.influences[n]);
      // Those that lead on from a concept that is not generic.
      this.bare = this.used.filter((i) => !this.generic(i.s));
      /** @type {Map<string | undefined, number>} */
      this.numbers = new Map(this.concepts.map((concept, n) => [concept.id, n]));
      /** @type {Map<string, number> | null} */
      this.claimNumbers = null;
      // The place of each concept in the order of names.
      /** @type {number[]} */
      this.rank = [];
      [...this.concepts.keys()].sort((a, b) => order(this.concepts[a].id, this.concepts[b].id))
        .forEach((n, place) => { this.rank[n] = place; });
    }

    // An influence with its number, -1 where kinds of a target stand for it, and its confidence.
    /** @param {Page.Joined} i @param {number} n @returns {Page.Influence} */
    whole = (i, n) => {
      const claim = this.claims[i.claims[0]];
      return { ...i, n, conf: i.conf ?? claim.conf, sum: i.sum ?? claim.sum };
    };

    // Concepts.

    /** @param {string | undefined} id */
    byId = (id) => this.numbers.get(id) ?? own(this.data?.moved?.concepts, String(id)) ?? -1;

    /** @param {number | undefined} n */
    concept = (n) => at(this.concepts, n);

    /** @param {number | undefined} n */
    label = (n) => this.concept(n)?.label ?? "";

    /** @param {number | undefined} n */
    quantity = (n) => (n !== undefined && this.concept(n) ? this.concepts[n].of ?? n : -1);

    /** @param {number | undefined} n @returns {Page.Way} */
    direction = (n) => (this.concept(n)?.low ? -1 : 1);

    /** @param {number} n @returns {Page.Sign} */
    sign = (n) => (this.direction(n) < 0 ? "-" : "+");

    /** @param {number} n */
    states = (n) => [...this.concepts.keys()].filter((i) => this.concepts[i].of === n);

    /** @param {number} n */
    kinds = (n) => own(this.data?.kinds, n);

    /** @param {number} n */
    generic = (n) => Boolean(this.concepts[n].generic);

    // A concept and all that it is a kind of, and whether one of two is a kind of the other.
    /** @param {number} n @param {Set<number>} found */
    above(n, found = new Set()) {
      if (!found.has(n)) {
        found.add(n);
        for (const genus of this.concept(n)?.broader ?? []) this.above(genus, found);
      }
      return found;
    }

    /** @param {number} a @param {number} b */
    kin = (a, b) => this.above(a).has(b) || this.above(b).has(a);

    // Claims and their evidence.

    /** @param {number} n */
    claimId = (n) => {
      const claim = at(this.claims, n);
      if (!claim) return "";
      if (claim.id !== undefined) return claim.id;
      const object = claim.v ?? this.concepts[/** @type {number} */ (claim.o)].id;
      return KG.claimName(this.concepts[claim.s].id, claim.r, object);
    };

    /** @param {string} id */
    claimById = (id) => {
      this.claimNumbers ??= new Map(this.claims.map((_, n) => [this.claimId(n), n]));
      return this.claimNumbers.get(id) ?? own(this.data?.moved?.claims, id) ?? -1;
    };

    /** @param {number} n */
    sentence = (n) => {
      const claim = at(this.claims, n);
      if (!claim) return "";
      const relation = own(this.data.relations, claim.r);
      return `${this.label(claim.s)} ${relation?.label ?? claim.r} ${claim.value ?? this.label(claim.o)}`;
    };

    /** @param {number} n */
    passage = (n) => at(list(this.data?.passages), at(this.evidence, n)?.p);

    /** @param {number} n */
    source = (n) => this.passage(n)?.[0] ?? at(this.evidence, n)?.src ?? -1;

    // What the design of its source counts, from 0 to 1.
    /** @param {number} n */
    rung = (n) => at(this.sources, this.source(n))?.w ?? 0;

    // Whether a stronger design than any that supports an influence denies it or leaves it open, as kg worksheet asks.
    /** @param {Page.Influence} i */
    outranked = (i) => {
      const items = i.claims.flatMap((n) => this.data.claims[n].e);
      /** @param {boolean} pro */
      const best = (pro) => Math.max(0, ...items.filter((n) => (this.data.evidence[n].st > 0) === pro).map(this.rung));
      return best(false) > best(true);
    };

    /** @param {number} n */
    link = (n) => {
      const url = at(this.sources, this.source(n))?.url;
      const fragment = this.passage(n)?.[2];
      const address = url && fragment ? `${url}#${fragment}` : url;
      return address && ADDRESS.test(address) ? address : null;
    };

    // What chains from a quantity may use: nothing leads on from a generic concept, unless they begin there.
    /** @param {number} n @param {Page.Influence[]} pool */
    leading = (n, pool = this.used) => (pool === this.used && !this.concepts[n]?.generic ? this.bare
      : pool.filter((i) => i.s === n || !this.generic(i.s)));

    // How well a claim or a step is supported.

    // The points of each side of a confidence, of pages and of studies.
    /** @param {Page.Part[]} sum @param {Page.Stance} stance @returns {Page.Points} */
    points(sum, stance) {
      const parts = sum.filter(([n]) => this.evidence[n].st === stance);
      const [pages, studies] = [1, 0].map((doc) => (
        parts.filter(([n]) => this.sources[this.source(n)].doc === doc).map((part) => Number(part[4]))));
      return { pages, studies };
    }

    // The strength of the evidence of one side.
    /** @param {Page.Part[]} sum @param {Page.Stance} stance */
    side = (sum, stance) => KG.confidence.together(this.points(sum, stance));

    // The confidence in words, and how it is calculated.
    /** @param {Page.Rated} rated */
    rated = ({ conf, sum }) => KG.confidence.words(conf, this.points(sum, 1), this.points(sum, -1));

    /** @param {Page.Part[]} sum */
    calculation = (sum) => KG.confidence.calculation(this.points(sum, 1), this.points(sum, -1));
  }

  /** @param {Page.Data} data @returns {Page.Facts} */
  const facts = (data) => new Facts(data);
  Object.assign(KG, { facts });
})();
