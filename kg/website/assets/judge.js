// What may be concluded of the effect of one quantity on others: the rules of kg/reasoning/judgement.py, told there in
// full. What the chains between two quantities determine comes with the data; what counts is decided here. Tests compare
// the answers with those of the program.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { times } = KG;
  const LIKELY = 0.9; // The least weight of a sign that is likely.
  /** @type {Page.Support[]} */
  const ORDER = ["weak", "moderate", "strong"];
  /** @type {Record<string, string>} */
  const REASONS = { "+": "agreeing-chains", "-": "agreeing-chains", c: "contested-step", o: "opposing-chains", f: "feedback-loop", u: "unsigned-step" };

  /** @template T @param {Record<string, T> | undefined} table @param {string | number} name @returns {T | undefined} */
  const own = (table, name) => (table && Object.hasOwn(table, name) ? table[name] : undefined);
  /** @param {Page.Sign} sign @returns {Page.Sign} */
  const flip = (sign) => (sign === "+" ? "-" : sign === "-" ? "+" : sign);
  /** @param {Page.Sign} sign */
  const number = (sign) => (sign === "+" ? 1 : sign === "-" ? -1 : 0);
  /** @param {Page.Verdict} verdict */
  const silent = ({ reason }) => reason === "no-path" || reason === "beyond-range";

  // What the kinds of a concept agree on, of what the chains determine for each.
  /** @param {Page.Outcome[]} known @returns {Page.Outcome} */
  function together(known) {
    const [{ sign, reason }] = known;
    if (sign !== "?" && known.every((each) => each.sign === sign)) return { sign, reason };
    const reasons = known.map((each) => each.reason);
    if (known.some((each) => each.sign === "0") || reasons.includes("contested-step")) return { sign: "?", reason: "contested-step" };
    const open = ["opposing-chains", "feedback-loop", "unsigned-step"].find((each) => reasons.includes(each));
    return { sign: "?", reason: open ?? "opposing-chains" };
  }

  // The states that influences reach, by name, each with a shortest walk there, breadth first; no walk returns to a start.
  // `stated` uses influences only in the directions in which sources state them.
  /**
   * @param {Page.Influence[]} pool @param {[node: number, sign: Page.Sign][]} starts @param {boolean} stated
   * @returns {Map<string, Page.Reached>}
   */
  function reached(pool, starts, stated = false) {
    /** @type {Map<number, Page.Influence[]>} */
    const onward = new Map();
    for (const i of pool) onward.set(i.s, [...onward.get(i.s) ?? [], i]);
    /** @type {Map<string, Page.Reached>} */
    const found = new Map(starts.map(([node, sign]) => [`${node}${sign}`, { node, sign, walk: [] }]));
    const first = new Set(starts.map(([node]) => node));
    for (const { node, sign, walk } of found.values()) {
      for (const i of onward.get(node) ?? []) {
        const way = times(sign, i.sign);
        const turned = stated && sign !== "?" && !i.stated.includes(sign);
        if (turned || first.has(i.t) || found.has(`${i.t}${way}`)) continue;
        found.set(`${i.t}${way}`, { node: i.t, sign: way, walk: [...walk, i] });
      }
    }
    return found;
  }

  // Whether a walk visits no quantity twice.
  /** @param {Page.Influence[]} walk */
  const simple = (walk) => new Set(walk.map((i) => i.t)).size === walk.length;

  KG.judge = ({ influences, used, rank, order, leading }, data) => {
    const concepts = data?.concepts ?? [];
    const known = data?.judge;
    const contested = new Set(known?.contested);
    const firm = used.filter((i) => (i.sign === "+" || i.sign === "-") && !contested.has(i.n));
    const nulls = new Map(influences.filter((i) => i.sign === "0").map((i) => [`${i.s} ${i.t}`, i]));
    const denied = new Set(known?.denied.map((ends) => ends.join(" ")));
    const names = [...concepts.keys()].sort((a, b) => rank[a] - rank[b]).map((n) => concepts[n].id);
    /** @param {Page.Influence[]} pool */
    const arcs = (pool) => pool.map((i) => ({ s: rank[i.s], t: rank[i.t], sign: number(i.sign), conf: Number(i.conf), n: i.n }));
    /** @type {Page.Draws | null} */
    let draws = null;

    // The support of an influence, and whether a study of known design says something of it.
    /** @param {Page.Influence} i */
    const grade = (i) => Number(known.supports[i.n]) % ORDER.length;
    /** @param {Page.Influence} i */
    const studied = (i) => Number(known.supports[i.n]) >= ORDER.length;
    // The populations to which each source that supports an influence limits it.
    /** @param {Page.Influence} i */
    const limits = (i) => i.claims.flatMap((n) => data.claims[n].e).map((n) => data.evidence[n]).filter(({ st }) => st === 1)
      .map(({ ctx = [] }) => ctx.filter((each) => each.startsWith("population: ")).map((each) => each.slice(12))
        .filter((each) => !known.statuses.includes(each)));
    /** @param {number} n */
    const isLevel = (n) => concepts[n].of !== undefined;
    /** @param {number} n */
    const kinds = (n) => own(data.kinds, n)?.members ?? [];

    // A concept and all above it, nearest first; and the pairs of which a denial counts for a pair of quantities.
    /** @param {number} n */
    function above(n) {
      const found = [n];
      for (const each of found) found.push(...(concepts[each].broader ?? []).filter((genus) => !found.includes(genus)));
      return found;
    }
    /** @param {number} n */
    const below = (n) => [n, ...kinds(n), ...concepts[n].broader ?? []];

    // What may answer for a source: what it indicates, then what is above it; nothing for a state beyond the range, and
    // nothing generic.
    /** @param {number} n */
    function standIns(n) {
      if (concepts[n].excess !== undefined) return [];
      const indicated = own(known.indicates, n);
      const higher = above(n).slice(1).filter((each) => !isLevel(each));
      return [...(indicated === undefined ? [] : [indicated]), ...higher].filter((each) => !concepts[each].generic);
    }

    // The influences that do not apply: while an excess is held, all but those that start at one; those of other people.
    /** @param {number} n */
    function leftOut(n) {
      const beyond = new Set(concepts[n].excess === undefined ? [] : [n]); // With the excesses to which one leads directly.
      for (const each of beyond) {
        for (const i of used) if (i.s === each && i.sign === "+" && concepts[i.t].excess !== undefined) beyond.add(i.t);
      }
      const excludes = own(known.excludes, n) ?? [];
      /** @param {Page.Influence} i */
      const elsewhere = (i) => {
        const all = excludes.length ? limits(i) : [];
        return all.length > 0 && all.every((some) => some.length > 0 && some.every((each) => excludes.includes(each)));
      };
      return new Set(influences.filter((i) => (beyond.size > 0 && !beyond.has(i.s)) || elsewhere(i)).map((i) => i.n));
    }

    // One quantity that is held up (+) or down (-); what is found on the way is kept.
    /** @param {number} held @param {Page.Sign} sign @returns {Page.Situation} */
    function situation(held, sign) {
      const gone = leftOut(held);
      const leads = leading(held);
      const higher = above(held);
      const runs = (own(known.rows, held) ?? "").matchAll(/(\D)(\d+)/g);
      const letters = [...runs].flatMap(([, letter, many]) => Array(Number(many)).fill(letter));
      /** @type {Map<number, string>} */
      const structures = new Map(letters.map((letter, i) => [known.targets[i], letter]));
      /** @type {Map<string, Map<string, Page.Reached>>} */
      const walked = new Map();
      /** @type {Page.Situation[] | null} */
      let instead = null;
      /** @type {((target: number) => Page.Weight | null) | null} */
      let weigh = null;

      /** @param {Page.Influence[]} pool */
      const applying = (pool) => pool.filter((i) => !gone.has(i.n));
      // The states reached by uncontested influences of at least this grade, by all, or by those that are stated so.
      /** @param {number | "every" | "stated"} which */
      function walks(which) {
        const name = String(which);
        if (!walked.has(name)) {
          const pool = typeof which === "number" ? leading(held, firm).filter((i) => grade(i) >= which) : leads;
          walked.set(name, reached(applying(pool), [[held, sign]], which === "stated"));
        }
        return walked.get(name);
      }
      const others = () => (instead ??= standIns(held).map((name) => situation(name, sign)));

      // What the chains determine for one quantity, and the null finding for it.
      /** @param {number} member @returns {Page.Outcome | null} */
      function structure(member) {
        const letter = structures.get(member) ?? ".";
        if (letter === ".") return null;
        const told = letter === "+" || letter === "-" ? letter : "?";
        return { sign: sign === "-" ? flip(told) : told, reason: REASONS[letter] };
      }
      /** @param {number} member */
      function missed(member) {
        const none = nulls.get(`${held} ${member}`);
        return none && !gone.has(none.n) ? none : undefined;
      }
      /** @param {number} member @returns {Page.Outcome | null} */
      function outcome(member) {
        const [none, found] = [missed(member), structure(member)];
        if (!none) return found;
        return found || none.contested ? { sign: "?", reason: "contested-step" } : { sign: "0", reason: "found-no-effect" };
      }

      // What is denied of a broader source does not count against what an undisputed study states of this one.
      /** @param {number} target @param {number[]} members */
      const isDenied = (target, members) => (said(members) ? [held] : higher).some((s) => below(target).some((t) => denied.has(`${s} ${t}`) || nulls.has(`${s} ${t}`)));

      // Why nothing leads to a target.
      /** @param {number} target @param {number[]} members */
      function nothing(target, members) {
        const beyond = [held, target].flatMap((n) => concepts[n].excess ?? []);
        if (!gone.size && !beyond.length) return "no-path";
        /** @type {Map<number, Page.Sign>} */
        const starts = new Map([concepts[held].excess ?? []].flat().map((n) => [n, "+"]));
        const met = new Set([...reached(leads, [...starts.set(held, sign)]).values()].map(({ node }) => node));
        if (![...members, concepts[target].excess ?? target].some((n) => met.has(n))) return "no-path";
        return beyond.length || !own(known.excludes, held) ? "beyond-range" : "different-populations";
      }

      // The weight of a sign for one quantity.
      /** @param {number} member @returns {Page.Weight | null} */
      function weight(member) {
        const { sign: told } = /** @type {Page.Outcome} */ (outcome(member));
        if (told !== "?") return { sign: told, weight: KG.MOST_WEIGHT };
        draws ??= KG.draws(arcs(leading(-1)), names);
        weigh ??= KG.worlds(gone.size || concepts[held].generic ? KG.draws(arcs(applying(leads)), names) : draws, rank[held], number(sign));
        return weigh(rank[member]);
      }

      // A sign that is likely by its weight, or by the statement of a study; open otherwise.
      /** @param {Page.Verdict} verdict @param {number[]} members @returns {Page.Verdict} */
      function weighed(verdict, members) {
        const weights = members.filter(outcome).map(weight);
        const given = weights.filter(Boolean);
        const agreed = given.length === weights.length && given.every((each) => each.sign === given[0].sign);
        const lowest = agreed ? given.reduce((least, each) => (each.weight < least.weight ? each : least)) : null;
        const found = { ...verdict, weight: lowest ? lowest.weight : null };
        if (lowest && lowest.weight >= LIKELY) return { ...found, sign: lowest.sign, certainty: "likely", reason: "worlds" };
        const stated = said(members);
        if (stated) return { ...found, sign: stated, certainty: "likely", reason: "stated-by-study" };
        return open(found, found.reason, lowest ? lowest.sign : null);
      }

      // The sign that undisputed claims give the very pair, if a study of known design says something of it.
      /** @param {number[]} members */
      function said(members) {
        const direct = applying(firm).filter((i) => i.s === held && members.includes(i.t));
        const signs = new Set(direct.map((i) => times(sign, i.sign)));
        return signs.size === 1 && direct.some(studied) ? [...signs][0] : null;
      }

      // A sign with its support; one that pages alone state, and only of the contrary, is open.
      /** @param {Page.Verdict} found @param {number[]} members @returns {Page.Verdict} */
      function supported(found, members) {
        const states = members.map((member) => `${member}${found.sign}`);
        /** @param {number | "stated"} which */
        const chains = (which) => states.flatMap((state) => walks(which).get(state) ?? []).map(({ walk }) => walk)
          .filter(simple).sort((a, b) => a.length - b.length);
        for (let least = ORDER.length - 1; least >= 0; least -= 1) {
          const [walk] = chains(least);
          if (!walk) continue;
          const people = walk.flatMap(limits);
          const shared = (people[0] ?? []).filter((each) => people.every((some) => some.includes(each))).sort(order);
          const support = ORDER[shared.length ? Math.min(least, 1) : least];
          if (support !== "weak" || chains("stated").length) return { ...found, support, population: shared[0] ?? null };
          break;
        }
        if (chains("stated").length) return { ...found, support: "weak" };
        return { ...open(found, "only-mirrored", found.sign), support: "weak" };
      }

      /** @param {Page.Verdict} found @param {string} reason @param {Page.Sign | null} leaning @returns {Page.Verdict} */
      const open = (found, reason, leaning) => ({ ...found, sign: "?", certainty: "open", reason, leaning });

      // What is concluded about one target, if nothing stands in for anything.
      /** @param {number} target @returns {Page.Verdict} */
      function judged(target) {
        const members = [target, ...kinds(target)].filter((n) => n !== held);
        const outcomes = members.map(outcome).filter(Boolean);
        /** @type {Page.Verdict} */
        const blank = { sign: "?", certainty: "open", reason: "", source: held, target, support: null, weight: null, leaning: null, population: null };
        if (!outcomes.length) return { ...blank, reason: nothing(target, members) };
        /** @type {Page.Verdict} */
        const found = { ...blank, ...together(outcomes), certainty: "certain" };
        if (found.reason === "found-no-effect") {
          const best = Math.max(...members.flatMap((member) => missed(member) ?? []).map(grade));
          return { ...found, support: ORDER[best] };
        }
        if (found.reason === "contested-step" || isDenied(target, members)) return open(found, "contested-step", null);
        const told = found.sign === "?" ? weighed(found, members) : found;
        return told.certainty === "open" ? told : supported(told, members);
      }

      // What is concluded, if need be of what stands in for the source, and then of what the target indicates.
      /** @param {number} target @returns {Page.Verdict} */
      function verdict(target) {
        const first = judged(target);
        if (["opposing-chains", "feedback-loop"].includes(first.reason)) {
          const told = others().filter((one) => one.held !== target).map((one) => one.judged(target));
          return told.find((found) => "+-".includes(found.sign) && found.sign !== (first.leaning && flip(first.leaning))) ?? first;
        }
        if (!silent(first)) return first;
        for (const name of [target, own(known.indicates, target)]) {
          for (const one of [self, ...others()]) {
            const found = name === undefined || name === one.held ? first : one.judged(name);
            if (!silent(found)) return found;
          }
        }
        return first;
      }

      // What is concluded something about: what is reached, what is above that, and null findings.
      function targets() {
        /** @type {Set<number>} */
        const met = new Set();
        for (const one of [self, ...others()]) {
          for (const { node } of one.walks("every").values()) met.add(node);
          for (const i of nulls.values()) if (i.s === one.held) met.add(i.t);
        }
        const reaching = Object.entries(known.indicates).filter(([, what]) => [what, ...kinds(what)].some((each) => met.has(each)));
        for (const [name] of reaching) met.add(Number(name));
        return [...concepts.keys()].filter((n) => n !== held && !isLevel(n) && [n, ...kinds(n)].some((each) => met.has(each)));
      }

      const self = { held, walks, judged, verdict, targets };
      return self;
    }

    // What is concluded if one thing goes up (1) or down (-1), of a state if it holds: of one target, and of all.
    /** @param {number} n @param {Page.Way} way */
    function held(n, way) {
      const concept = Number.isInteger(n) ? concepts[n] : undefined;
      if (!concept || !known) return null;
      return situation(concept.of ?? n, (concept.low ? -1 : 1) * way < 0 ? "-" : "+");
    }
    /** @type {Map<string, Page.Move[]>} */
    const answers = new Map();
    /** @param {number} n @param {Page.Way} way @returns {Page.Move[]} */
    function moves(n, way = 1) {
      const key = `${n} ${way}`;
      if (!answers.has(key)) {
        const found = held(n, way);
        const every = found ? found.targets().map((target) => ({ n: target, ...found.verdict(target) })) : [];
        answers.set(key, every.filter(({ reason }) => reason !== "no-path"));
      }
      return answers.get(key);
    }
    /** @param {number} n @param {Page.Way} way @param {number} target */
    const verdict = (n, way, target) => (Number.isInteger(target) && concepts[target] ? held(n, way)?.verdict(target) ?? null : null);

    // A reason, a support, or a population or condition in words.
    /** @param {string} name */
    const words = (name) => own(known?.words, name) ?? name;

    return { moves, verdict, words };
  };
})();
