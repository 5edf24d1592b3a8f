// Conclusions about the effect of one quantity on others: the rules of kg/reasoning/judge.py and judgement.py,
// described there in full. What the chains between two quantities determine comes with the data; what counts is decided
// here, and in situation.js. Tests compare the answers with those of the program.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { own } = KG;
  const GRADES = 4; // The supports of influences, in the order of situation.js.

  /** @param {Page.Sign} sign */
  const number = (sign) => (sign === "+" ? 1 : sign === "-" ? -1 : 0);

  // The graph as the rules need it, whatever is held.
  /** @implements {Page.Judging} */
  class Judge {
    /** @param {Page.Rules} graph @param {Page.Data} data */
    constructor({ influences, used, rank, order, leading }, data) {
      this.influences = influences;
      this.used = used;
      this.rank = rank;
      this.order = order;
      this.leading = leading;
      this.data = data;
      this.concepts = data?.concepts ?? [];
      this.known = data?.judge;
      const contested = new Set(this.known?.contested);
      this.firm = used.filter((i) => (i.sign === "+" || i.sign === "-") && !contested.has(i.n));
      this.nulls = new Map(influences.filter((i) => i.sign === "0").map((i) => [`${i.s} ${i.t}`, i]));
      // What was found to have no effect on something.
      this.without = new Set(influences.filter((i) => i.sign === "0").map((i) => i.s));
      this.denied = new Set(this.known?.denied.map((ends) => ends.join(" ")));
      this.names = [...this.concepts.keys()].sort((a, b) => rank[a] - rank[b]).map((n) => this.concepts[n].id);
      /** @type {Page.Draws | null} */
      this.all = null;
      /** @type {Map<string, Page.Move[]>} */
      this.answers = new Map();
      /** @type {Map<string, Page.Situation>} */
      this.situations = new Map();
    }

    // The support of an influence, and whether a study of known design says something about it.
    /** @param {Page.Influence} i */
    grade(i) {
      return Number(this.known.supports[i.n]) % GRADES;
    }

    /** @param {Page.Influence} i */
    studied(i) {
      return Number(this.known.supports[i.n]) >= GRADES;
    }

    // The populations to which each source that supports an influence limits it.
    /** @param {Page.Influence} i */
    limits(i) {
      const { claims, evidence } = this.data;
      return i.claims.flatMap((n) => claims[n].e).map((n) => evidence[n]).filter(({ st }) => st === 1)
        .map(({ ctx = [] }) => ctx.filter((each) => each.startsWith("population: ")).map((each) => each.slice(12))
          .filter((each) => !this.known.statuses.includes(each)));
    }

    /** @param {number} n */
    isLevel(n) {
      return this.concepts[n].of !== undefined;
    }

    /** @param {number} n */
    kinds(n) {
      return own(this.data.kinds, n)?.members ?? [];
    }

    // A concept and all above it, nearest first.
    /** @param {number} n */
    above(n) {
      const found = [n];
      for (const each of found) {
        found.push(...(this.concepts[each].broader ?? []).filter((genus) => !found.includes(genus)));
      }
      return found;
    }

    // The targets of which a denial counts for one.
    /** @param {number} n */
    below(n) {
      return [n, ...this.kinds(n), ...this.concepts[n].broader ?? []];
    }

    /** @param {number} n */
    indicates(n) {
      return own(this.known.indicates, n);
    }

    /** @param {number} n */
    excludes(n) {
      return own(this.known.excludes, n);
    }

    // What the chains from a quantity determine, by target: a letter that situation.js reads.
    /** @param {number} n */
    structures(n) {
      const runs = (own(this.known.rows, n) ?? "").matchAll(/(\D)(\d+)/g);
      const letters = [...runs].flatMap(([, letter, many]) => Array(Number(many)).fill(letter));
      return new Map(letters.map(/** @returns {[number, string]} */ (letter, i) => [this.known.targets[i], letter]));
    }

    // What may answer for a source: what it indicates, then what is above it; nothing for a state beyond the range, and
    // nothing that is generic or has no effect.
    /** @param {number} n */
    standIns(n) {
      if (this.concepts[n].excess !== undefined) return [];
      const higher = this.above(n).slice(1).filter((each) => !this.isLevel(each));
      return [this.indicates(n) ?? [], higher].flat().filter((each) => (
        !this.concepts[each].generic && (own(this.known.rows, each) !== undefined || this.without.has(each))));
    }

    // Whether only what is stated of a stand-in holds for a source: if it is above a condition that leads to nothing.
    /** @param {number} n @param {number} instead */
    byStatement(n, instead) {
      const condition = ["symptom", "disease", "measurement"].includes(this.concepts[n].kind);
      return condition && own(this.known.rows, n) === undefined && this.indicates(n) !== instead;
    }

    // The influences that do not apply: while an excess is held, all but those that start at one; those of other
    // people.
    /** @param {number} n */
    leftOut(n) {
      const { concepts, used } = this;
      // With the excesses to which one leads directly.
      const beyond = new Set(concepts[n].excess === undefined ? [] : [n]);
      for (const each of beyond) {
        for (const i of used) if (i.s === each && i.sign === "+" && concepts[i.t].excess !== undefined) beyond.add(i.t);
      }
      const excludes = this.excludes(n) ?? [];
      /** @param {Page.Influence} i */
      const elsewhere = (i) => {
        const all = excludes.length ? this.limits(i) : [];
        return all.length > 0 && all.every((some) => some.length > 0 && some.every((each) => excludes.includes(each)));
      };
      const gone = this.influences.filter((i) => (beyond.size > 0 && !beyond.has(i.s)) || concepts[i.t].excess === n
        || elsewhere(i));
      return new Set(gone.map((i) => i.n));
    }

    // The draws for some influences; by default those of every question.
    /** @param {Page.Influence[] | null} pool */
    draws(pool = null) {
      const { rank } = this;
      /** @param {Page.Influence} i */
      const arc = (i) => ({ s: rank[i.s], t: rank[i.t], sign: number(i.sign), conf: Number(i.conf), n: i.n });
      if (pool) return KG.draws(pool.map(arc), this.names);
      this.all ??= KG.draws(this.leading(-1).map(arc), this.names);
      return this.all;
    }

    // What follows if one thing goes up (1) or down (-1); for a state, if it holds.
    /** @param {number} n @param {Page.Way} way */
    held(n, way) {
      const concept = Number.isInteger(n) ? this.concepts[n] : undefined;
      if (!concept || !this.known) return null;
      const [held, sign] = [concept.of ?? n, /** @type {Page.Sign} */ ((concept.low ? -1 : 1) * way < 0 ? "-" : "+")];
      const key = `${held} ${sign}`;
      if (!this.situations.has(key)) this.situations.set(key, KG.situation(this, held, sign));
      return this.situations.get(key);
    }

    /** @param {number} n @param {Page.Way} way @returns {Page.Move[]} */
    moves(n, way) {
      const key = `${n} ${way}`;
      if (!this.answers.has(key)) {
        const found = this.held(n, way);
        const every = found ? found.targets().map((target) => ({ n: target, ...found.verdict(target) })) : [];
        this.answers.set(key, every.filter(({ reason }) => reason !== "no-path"));
      }
      return this.answers.get(key);
    }
  }

  KG.judge = (graph, data) => {
    const judge = new Judge(graph, data);
    return {
      // What is concluded about all, and about one target.
      moves: (n, way = 1) => judge.moves(n, way),
      verdict: (n, way, target) => (
        Number.isInteger(target) && judge.concepts[target] ? judge.held(n, way)?.verdict(target) ?? null : null),
      // A reason, a support, or a population or condition in words.
      words: (name) => own(judge.known?.words, name) ?? name,
    };
  };
})();
