// The graph in the page: what the data says, and the questions that are answered here. No document is touched, so the
// same file runs outside a browser, where tests compare its answers with those of the program. No question throws.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { own, times, rankedPaths, bestPaths, feedback, product } = KG;
  /** @type {Page.Sign[]} */
  const EVERY = ["+", "-", "?"];
  // Partial paths that a search may look at, and one for a chain of the other sign; see kg/reasoning/paths.py and
  // chains.py.
  const LIMIT = 1000000;
  const LOOK_ASIDE = 50000;
  // Maximum of chains examined to find some that do not contradict themselves.
  const MOST_CHAINS = 100;
  const MOST_HOPS = 20;

  /** @param {number | undefined} value @param {number} least @param {number} most @param {number} otherwise */
  const within = (value, least, most, otherwise) => (
    Number.isInteger(value) ? Math.min(most, Math.max(least, /** @type {number} */ (value))) : otherwise);
  /** @param {Page.Step} i */
  const key = (i) => `${i.s} ${i.t} ${i.sign}`;
  /** @param {Page.Chain} chain */
  const chainKey = ({ steps }) => steps.map(({ influence }) => key(influence)).join("/");
  /** @param {Page.Influence | undefined} a @param {Page.Influence} b */
  const same = (a, b) => a && String(a.claims) === String(b.claims) && a.contested === b.contested;
  /** @param {string} why @returns {Page.Paths} */
  const none = (why) => ({ verdict: "none", chains: [], opposite: null, why });

  // The chains that do not contradict themselves, or all if there are no others.
  /** @param {Page.Chain[]} chains */
  function counted(chains) {
    const sound = chains.filter((found) => !found.feedback);
    return sound.length ? sound : chains;
  }

  // Whether the chains that count have one sign.
  /** @param {Page.Chain[]} chains @returns {"coherent" | "incoherent"} */
  const agreed = (chains) => (["+", "-"].every((each) => counted(chains).some((found) => found.sign === each))
    ? "incoherent" : "coherent");

  // The fewest steps from a quantity to each other one.
  /** @param {Page.Influence[]} part @param {number} root */
  function distances(part, root) {
    const found = new Map([[root, 0]]);
    for (const node of found.keys()) {
      for (const i of part) if (i.s === node && !found.has(i.t)) found.set(i.t, found.get(node) + 1);
    }
    return found;
  }

  // Chains, as `kg path` finds them.
  class Chains {
    /** @param {Page.Facts} facts */
    constructor(facts) {
      this.facts = facts;
      this.known = new Map(facts.influences.map((i) => [key(i), i]));
      // Those contested by more than a dispute about a treatment; any that kinds of a target stand for may be.
      this.contested = new Set([-1, ...facts.data?.judge?.contested ?? []]);
    }

    // The influences that a chain may use; the kinds of the goal stand for it, but for the one where the chain begins.
    /** @param {number} start @param {number} goal @returns {Page.Influence[]} */
    network(start, goal) {
      const { facts, known } = this;
      const body = facts.kinds(goal);
      if (!body) return facts.leading(start);
      const { gone = [], other = [] } = own(body.but, start) ?? {};
      const changed = new Set([...gone.map(([s, way]) => `${s} ${goal} ${way}`), ...other.map(key)]);
      const joined = [...body.influences.filter((i) => !changed.has(key(i))), ...other].map((i) => {
        const made = facts.whole(i, -1);
        return same(known.get(key(i)), made) ? known.get(key(i)) : made;
      });
      const members = new Set(body.members.filter((n) => n !== start));
      // What the kinds act on counts for mechanisms through the goal.
      const rest = facts.used.filter((i) => i.t !== goal && !members.has(i.t))
        .map((i) => (members.has(i.s) ? { ...i, s: goal } : i));
      return facts.leading(start, [...rest, ...joined]);
    }

    // What a reader calls a quantity that goes in a direction: a state that the question or the claims name, if any.
    /**
     * @param {number[]} ends @param {number} node @param {Page.Sign} direction
     * @param {Page.Influence[]} near the influences before and after it
     */
    name(ends, node, direction, near) {
      const { claims, concepts, label, quantity, rank, sign, states } = this.facts;
      for (const end of ends) if (quantity(end) === node && sign(end) === direction) return label(end);
      /** @type {Set<number | undefined>} */
      const said = new Set(near.flatMap((i) => i.claims).flatMap((n) => [claims[n].s, claims[n].o]));
      const fit = states(node).filter((n) => sign(n) === direction && said.has(n));
      fit.sort((one, other) => rank[one] - rank[other]);
      if (fit.length) return label(fit[0]);
      if (direction !== "-") return label(node);
      return `${["disease", "symptom"].includes(concepts[node].kind) ? "less" : "low"} ${label(node)}`;
    }

    // A step of a chain, from one quantity to the next.
    /** @param {Page.Influence} influence @param {Page.Sign[]} signs @param {string[]} names @returns {Page.Link} */
    step(influence, [before, after], [from, to]) {
      const { claims, quantity, rank, sign } = this.facts;
      const ends = new Set(influence.claims.map((n) => quantity(claims[n].o)));
      // Whether a claim is stated for the other direction.
      /** @param {number} n */
      const turned = (n) => Number(sign(claims[n].s) !== before);
      // A dispute about a treatment is none about the cause of what it treats.
      const disputed = Boolean(influence.contested)
        && (this.contested.has(influence.n) || influence.claims.some((n) => claims[n].contested && !turned(n)));
      return {
        influence, before, after, from, to, disputed,
        stated: before === "?" || influence.stated.includes(before),
        // The claims that are stated for this direction first.
        claims: [...influence.claims].sort((one, other) => turned(one) - turned(other)),
        // The kinds of the target that the sources name, where they do not name the target itself.
        kinds: ends.has(influence.t) ? [] : [...ends].sort((one, other) => rank[one] - rank[other]),
      };
    }

    /** @param {number} a @param {number} b @param {Page.Influence[]} along @returns {Page.Chain} */
    chain = (a, b, along) => {
      const { claims, evidence, quantity, sign, source } = this.facts;
      const nodes = [quantity(a), ...along.map((i) => i.t)];
      const directions = along.reduce((found, i) => [...found, times(found.at(-1), i.sign)], [sign(a)]);
      const labels = nodes.map((node, i) => (
        this.name([a, b], node, directions[i], along.slice(Math.max(i - 1, 0), i + 1))));
      const hundredths = along.map((i) => Math.round(Number(i.conf) * 100));
      const speakers = along.map((i) => new Set(i.claims.flatMap((n) => claims[n].e)
        .filter((n) => evidence[n].st === 1).map(source)));
      return {
        sign: times(directions.at(-1), sign(b)),
        confidence: product(hundredths),
        steps: along.map((influence, i) => (
          this.step(influence, directions.slice(i, i + 2), labels.slice(i, i + 2)))),
        weakest: hundredths.indexOf(Math.min(...hundredths)),
        bridges: along.slice(1).map((_, i) => i).filter((i) => ![...speakers[i]].some((n) => speakers[i + 1].has(n))),
      };
    };

    // The k best chains of a question, those last that contradict themselves; null if the search was stopped before.
    // `examined` is the number of chains that were looked at, if it was too few.
    /**
     * @param {number} a @param {number} b @param {Page.Influence[]} part
     * @param {(chain: Page.Place[]) => Page.Feedback | null} judge
     * @param {{ signs: Page.Sign[], k: number, maxHops: number, limit: number, most: number }} question
     * @returns {{ chains: Page.Chain[], examined: number | null } | null}
     */
    ranked(a, b, part, judge, { signs, k, maxHops, limit, most }) {
      const { quantity, rank, sign } = this.facts;
      const ends = signs.map((each) => times(each, sign(b)));
      const search = { source: quantity(a), target: quantity(b), start: sign(a), ends, k, maxHops, limit };
      /** @type {[Page.Chain[], Page.Chain[]]} */
      const [sound, contrary] = [[], []];
      let examined = null;
      for (const along of rankedPaths(part, rank, search)) {
        const looked = sound.length + contrary.length;
        if (!along && looked < k) return null;
        if (!along || looked === Math.max(most, k)) {
          examined = looked;
          break;
        }
        const found = this.chain(a, b, along);
        const places = [[quantity(a), sign(a)], ...found.steps.map((step) => [step.influence.t, step.after])];
        const against = judge(/** @type {Page.Place[]} */ (places));
        if (against) contrary.push({ ...found, feedback: against });
        else if (sound.push(found) === k) break;
      }
      return { chains: [...sound, ...contrary].slice(0, k), examined };
    }

    // The chains that a picture holds, as influences of a network.
    /**
     * @param {number} a @param {number} b @param {Page.Influence[]} part @param {Page.Shown[]} shown
     * @returns {Page.Paths}
     */
    picture(a, b, part, shown) {
      const among = new Map(part.map((i) => [key(i), i]));
      const chains = shown.map(({ steps, feedback: against }) => {
        const found = this.chain(a, b, steps.map(([s, t, way]) => among.get(`${s} ${t} ${way}`)));
        return against ? { ...found, feedback: against } : found;
      });
      return { verdict: agreed(chains), chains, opposite: null };
    }

    // The k best chains, the verdict on them, and the best of the other sign if all have one; `why` if there are none.
    /** @param {{ a: number, b: number, k?: number, maxHops?: number }} question @returns {Page.Paths} */
    paths = (question) => {
      const { data, label, quantity } = this.facts;
      const { a, b } = question ?? {};
      const k = within(question?.k, 1, MOST_CHAINS, 4);
      const maxHops = within(question?.maxHops, 1, MOST_HOPS, 8);
      const [start, goal] = [quantity(a), quantity(b)];
      if (start < 0 || goal < 0) return none("choose two concepts");
      if (start === goal) return none(`“${label(a)}” and “${label(b)}” are the same quantity`);
      const part = this.network(start, goal);
      if (data.shown) return this.picture(a, b, part, data.shown);
      const judge = feedback(part);
      const found = this.ranked(a, b, part, judge, { signs: EVERY, k, maxHops, limit: LIMIT, most: MOST_CHAINS });
      if (found === null) return none("the search was stopped because there are too many paths");
      const { chains, examined } = found;
      if (!chains.length) return none(this.missing(a, b, part, maxHops));
      const unseen = /** @type {Page.Sign[]} */ (["+", "-"])
        .filter((each) => counted(chains).every((one) => one.sign !== each));
      const aside = { signs: unseen, k: 1, maxHops, limit: LOOK_ASIDE, most: MOST_CHAINS };
      const other = unseen.length === 1 ? this.ranked(a, b, part, judge, aside) : null;
      // A longer search than one that was cut short may find a chain that does not contradict itself.
      const whole = other?.examined === null || other?.examined === MOST_CHAINS;
      // A chain that contradicts itself may be among those shown.
      const shown = new Set(chains.map(chainKey));
      const [opposite = null] = whole ? other.chains.filter((one) => !shown.has(chainKey(one))) : [];
      return { verdict: agreed(chains), chains, opposite, ...(examined === null ? {} : { examined }) };
    };

    // Why there is no chain.
    /** @param {number} a @param {number} b @param {Page.Influence[]} part @param {number} maxHops */
    missing(a, b, part, maxHops) {
      const { label, quantity } = this.facts;
      const reached = distances(part, quantity(a));
      if (reached.size === 1) return `nothing is known that “${label(a)}” acts on`;
      if (part.every((i) => i.t !== quantity(b))) return `nothing is known that acts on “${label(b)}”`;
      const hops = reached.get(quantity(b));
      if (hops > maxHops) return `the shortest chain has ${hops} steps`;
      return `no claim joins what “${label(a)}” leads to with what leads to “${label(b)}”`;
    }

    /** @param {Page.Influence[]} part @param {Page.Search} question */
    best = (part, question) => bestPaths(part, this.facts.rank, question);
  }

  /** @param {Page.Data} data @returns {Page.Graph} */
  function load(data) {
    const facts = KG.facts(data);
    const { chain, paths, best } = new Chains(facts);
    const { rank, leading, influences, used } = facts;
    const judge = KG.judge({ influences, used, rank, order: KG.order, leading }, data);
    const graph = Object.assign(facts, { search: KG.search(facts), paths, best, chain, distances }, judge);
    return Object.assign(graph, KG.quiz(graph, data));
  }

  Object.assign(KG, { load });
})();
