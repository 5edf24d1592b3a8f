// One quantity that is fixed high or low, and what is concluded about others: the rules of kg/reasoning/judgement.py.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { times, reached, passed } = KG;
  const LIKELY = 0.9; // The least weight of a sign that is likely.
  /** @type {Page.Support[]} */
  const ORDER = ["weak", "unnamed", "moderate", "strong"];
  /** @type {Record<string, string>} */
  const REASONS = {
    "+": "agreeing-chains", "-": "agreeing-chains", c: "contested-step", o: "opposing-chains", f: "feedback-loop",
    u: "unsigned-step",
  };

  const BY_CHAINS = Object.values(REASONS).slice(2); // Why chains leave a sign open.

  /** @param {Page.Sign} sign @returns {Page.Sign} */
  const flip = (sign) => (sign === "+" ? "-" : sign === "-" ? "+" : sign);
  /** @param {Page.Verdict} verdict */
  const silent = ({ reason }) => reason === "no-path" || reason === "beyond-range";
  /** @param {Page.Verdict} found @param {string} reason @param {Page.Sign | null} leaning @returns {Page.Verdict} */
  const open = (found, reason, leaning) => ({ ...found, sign: "?", certainty: "open", reason, leaning });
  // Whether a walk visits no quantity twice.
  /** @param {Page.Influence[]} walk */
  const simple = (walk) => new Set(walk.map((i) => i.t)).size === walk.length;

  // What the chains determine for all kinds of a concept alike.
  /** @param {Page.Outcome[]} known @returns {Page.Outcome} */
  function together(known) {
    const [{ sign, reason }] = known;
    if (sign !== "?" && known.every((each) => each.sign === sign)) return { sign, reason };
    const reasons = known.map((each) => each.reason);
    if (known.some((each) => each.sign === "0") || reasons.includes("contested-step")) {
      return { sign: "?", reason: "contested-step" };
    }
    const found = ["opposing-chains", "feedback-loop", "unsigned-step"].find((each) => reasons.includes(each));
    return { sign: "?", reason: found ?? "opposing-chains" };
  }

  // One quantity that is fixed high (+) or low (-); what is found on the way is kept.
  /** @implements {Page.Situation} */
  class Situation {
    // If `byStatement`, something is concluded only where a statement leads from what is held.
    /** @param {Page.Judging} judge @param {number} held @param {Page.Sign} sign @param {boolean} byStatement */
    constructor(judge, held, sign, byStatement = false) {
      this.judge = judge;
      this.held = held;
      this.sign = sign;
      this.byStatement = byStatement;
      this.concepts = judge.concepts;
      this.gone = judge.leftOut(held);
      this.leads = judge.leading(held);
      this.higher = judge.above(held);
      this.structures = judge.structures(held);
      // What undisputed claims give directly.
      this.direct = this.applying(judge.firm).filter((i) => i.s === held);
      /** @type {Map<string, Map<string, Page.Reached>>} */
      this.walked = new Map();
      /** @type {Situation[] | null} */
      this.instead = null;
      /** @type {((target: number) => Page.Weight | null) | null} */
      this.weigh = null;
    }

    /** @param {Page.Influence[]} pool */
    applying(pool) {
      return pool.filter((i) => !this.gone.has(i.n));
    }

    // The states reached by uncontested influences of at least this grade, by all, by those that are stated so, or by
    // all where no excess falls that is not there.
    /** @param {number | "every" | "stated" | "possible"} which */
    walks(which) {
      const { judge, held, sign } = this;
      const name = String(which);
      if (!this.walked.has(name)) {
        const pool = typeof which === "number"
          ? judge.leading(held, judge.firm).filter((i) => judge.grade(i) >= which) : this.leads;
        /** @param {Page.Influence} i @param {Page.Influence[]} walk */
        const barred = (i, walk) => which === "stated" || (which === "possible" && this.absent(i, walk));
        this.walked.set(name, reached(this.applying(pool), [[held, sign]], barred));
      }
      return this.walked.get(name);
    }

    // Whether something on the way causes an excess that is not there, and so cannot fall.
    /** @param {Page.Influence} i @param {Page.Influence[]} walk */
    absent({ s, t, sign }, walk) {
      const [from, to] = [s, t].map((n) => this.concepts[n].excess !== undefined);
      return walk.length > 0 && sign === "+" && to && !from;
    }

    others() {
      const { judge, held, sign } = this;
      this.instead ??= judge.standIns(held)
        .map((name) => new Situation(judge, name, sign, judge.byStatement(held, name)));
      return this.instead;
    }

    // The quantities of which something may be concluded: those that chains reach, and null findings.
    met() {
      const { judge, held } = this;
      const reach = this.byStatement ? this.applying(this.leads).filter((i) => i.s === held).map((i) => i.t)
        : [...this.walks("every").values()].map(({ node }) => node);
      return new Set([...reach, ...[...judge.nulls.values()].filter((i) => i.s === held).map((i) => i.t)]);
    }

    // What the chains determine for one quantity, and the null finding for it.

    /** @param {number} member @returns {Page.Outcome | null} */
    structure(member) {
      const letter = this.structures.get(member) ?? ".";
      if (letter === ".") return null;
      const told = letter === "+" || letter === "-" ? letter : "?";
      return { sign: this.sign === "-" ? flip(told) : told, reason: REASONS[letter] };
    }

    /** @param {number} member */
    missed(member) {
      const none = this.judge.nulls.get(`${this.held} ${member}`);
      return none && !this.gone.has(none.n) ? none : undefined;
    }

    /** @param {number} member @returns {Page.Outcome | null} */
    outcome(member) {
      const [none, found] = [this.missed(member), this.structure(member)];
      if (!none) return found;
      const contested = found || none.contested;
      return contested ? { sign: "?", reason: "contested-step" } : { sign: "0", reason: "found-no-effect" };
    }

    // What is denied for a broader source does not count against what an undisputed study states about this one.
    /** @param {number} target @param {number[]} members */
    isDenied(target, members) {
      const { denied, nulls } = this.judge;
      const below = this.judge.below(target);
      const sources = this.said(members) ? [this.held] : this.higher;
      return sources.some((s) => below.some((t) => denied.has(`${s} ${t}`) || nulls.has(`${s} ${t}`)));
    }

    // Why nothing leads to a target.
    /** @param {number} target @param {number[]} members */
    nothing(target, members) {
      const { concepts, held } = this;
      const beyond = [held, target].flatMap((n) => concepts[n].excess ?? []);
      if (!this.gone.size && !beyond.length) return "no-path";
      /** @type {Map<number, Page.Sign>} */
      const starts = new Map([concepts[held].excess ?? []].flat().map((n) => [n, "+"]));
      const met = new Set([...reached(this.leads, [...starts.set(held, this.sign)]).values()].map(({ node }) => node));
      if (![...members, concepts[target].excess ?? target].some((n) => met.has(n))) return "no-path";
      return beyond.length || !this.judge.excludes(held) ? "beyond-range" : "different-populations";
    }

    // The weight of a sign for one quantity.
    /** @param {number} member @returns {Page.Weight | null} */
    weight(member) {
      const { judge, held } = this;
      const { sign: told } = /** @type {Page.Outcome} */ (this.outcome(member));
      if (told !== "?") return { sign: told, weight: KG.MOST_WEIGHT };
      const own = this.gone.size || this.concepts[held].generic;
      this.weigh ??= KG.worlds(judge.draws(own ? this.applying(this.leads) : null), judge.rank[held],
        this.sign === "-" ? -1 : 1);
      return this.weigh(judge.rank[member]);
    }

    // A sign that is likely by its weight, or by the statement of a study; open otherwise.
    /** @param {Page.Verdict} verdict @param {number[]} members @returns {Page.Verdict} */
    weighed(verdict, members) {
      const weights = members.filter((member) => this.outcome(member)).map((member) => this.weight(member));
      const given = weights.filter(Boolean);
      const agreed = given.length === weights.length && given.every((each) => each.sign === given[0].sign);
      const lowest = agreed ? given.reduce((least, each) => (each.weight < least.weight ? each : least)) : null;
      const found = { ...verdict, weight: lowest ? lowest.weight : null };
      if (lowest && lowest.weight >= LIKELY) {
        const bottleneck = this.openBottleneck(members);
        if (bottleneck) {
          const weight = bottleneck.weight === null ? null : Math.min(lowest.weight, bottleneck.weight);
          return open({ ...found, weight }, found.reason, lowest.sign);
        }
        return { ...found, sign: lowest.sign, certainty: "likely", reason: "worlds" };
      }
      const stated = this.said(members);
      if (stated) return { ...found, sign: stated, certainty: "likely", reason: "stated-by-study" };
      return open(found, found.reason, lowest ? lowest.sign : null);
    }

    // What is concluded about the first quantity that all chains to the members pass and that they leave open.
    /** @param {number[]} members */
    openBottleneck(members) {
      return passed(this.applying(this.leads), this.held, members).map((name) => this.judged(name, [name]))
        .find(({ reason }) => BY_CHAINS.includes(reason));
    }

    // The sign that undisputed claims give this very pair, if a study of known design says something about it.
    /** @param {number[]} members */
    said(members) {
      const direct = this.direct.filter((i) => members.includes(i.t));
      const signs = new Set(direct.map((i) => times(this.sign, i.sign)));
      return signs.size === 1 && direct.some((i) => this.judge.studied(i)) ? [...signs][0] : null;
    }

    // A sign with its support; one that only pages state, and only for the opposite case, is open.
    /** @param {Page.Verdict} found @param {number[]} members @returns {Page.Verdict} */
    supported(found, members) {
      const { judge } = this;
      const states = members.map((member) => `${member}${found.sign}`);
      if (!states.some((state) => this.walks("possible").has(state))) return open(found, "beyond-range", null);
      /** @param {number | "stated"} which */
      const chains = (which) => states.flatMap((state) => this.walks(which).get(state) ?? []).map(({ walk }) => walk)
        .filter(simple).sort((a, b) => a.length - b.length);
      for (let least = ORDER.length - 1; least >= 0; least -= 1) {
        const [walk] = chains(least);
        if (!walk) continue;
        const people = walk.flatMap((i) => judge.limits(i));
        const [first = []] = people;
        const shared = first.filter((each) => people.every((some) => some.includes(each))).sort(judge.order);
        const support = ORDER[shared.length ? Math.min(least, ORDER.indexOf("moderate")) : least];
        if (support !== "weak" || chains("stated").length) return { ...found, support, population: shared[0] ?? null };
        break;
      }
      if (chains("stated").length) return { ...found, support: "weak" };
      return { ...open(found, "only-mirrored", found.sign), support: "weak" };
    }

    // What is concluded about one target, if nothing stands in for anything.
    /** @param {number} target @param {number[]} [members] @returns {Page.Verdict} */
    judged(target, members = [target, ...this.judge.kinds(target)].filter((n) => n !== this.held)) {
      const outcomes = members.map((member) => this.outcome(member)).filter(Boolean);
      /** @type {Page.Verdict} */
      const blank = {
        sign: "?", certainty: "open", reason: "", source: this.held, target, support: null, weight: null, leaning: null,
        population: null,
      };
      if (this.byStatement && !members.some((member) => this.met().has(member))) return { ...blank, reason: "no-path" };
      if (!outcomes.length) return { ...blank, reason: this.nothing(target, members) };
      /** @type {Page.Verdict} */
      const found = { ...blank, ...together(outcomes), certainty: "certain" };
      if (found.reason === "found-no-effect") {
        const missed = members.flatMap((member) => this.missed(member) ?? []);
        return { ...found, support: ORDER[Math.max(...missed.map((i) => this.judge.grade(i)))] };
      }
      if (found.reason === "contested-step" || this.isDenied(target, members)) {
        return open(found, "contested-step", null);
      }
      const told = found.sign === "?" ? this.weighed(found, members) : found;
      return told.certainty === "open" ? told : this.supported(told, members);
    }

    // What is concluded; if necessary about what stands in for the source, then about what the target indicates.
    /** @param {number} target @returns {Page.Verdict} */
    verdict(target) {
      const first = this.judged(target);
      if (["opposing-chains", "feedback-loop"].includes(first.reason)) {
        const told = this.others().filter((one) => one.held !== target).map((one) => one.judged(target));
        const against = first.leaning && flip(first.leaning);
        return told.find((found) => "+-".includes(found.sign) && found.sign !== against) ?? first;
      }
      if (!silent(first)) return first;
      for (const name of [target, this.judge.indicates(target)]) {
        for (const one of [this, ...this.others()]) {
          const found = name === undefined || name === one.held ? first : one.judged(name);
          if (!silent(found)) return found;
        }
      }
      return first;
    }

    // The quantities with a conclusion: those reached, those above them, and null findings.
    targets() {
      const { judge, held, concepts } = this;
      const met = new Set([this, ...this.others()].flatMap((one) => [...one.met()]));
      /** @param {number} n */
      const isMet = (n) => [n, ...judge.kinds(n)].some((each) => met.has(each));
      const indicated = Object.entries(judge.known.indicates).filter(([, what]) => isMet(what));
      for (const [name] of indicated) met.add(Number(name));
      return [...concepts.keys()].filter((n) => n !== held && !judge.isLevel(n) && isMet(n));
    }
  }

  /** @param {Page.Judging} judge @param {number} held @param {Page.Sign} sign @returns {Page.Situation} */
  const situation = (judge, held, sign) => new Situation(judge, held, sign);
  Object.assign(KG, { situation });
})();
