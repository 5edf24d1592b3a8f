// The graph in the page: what the data says, and the questions that are answered here. No document is touched, so the
// same file runs outside a browser, where tests compare its answers with those of the program.
//
// Concepts, claims, evidence and sources go by their number in the data; an influence is an object {n, s, t, sign, cost,
// claims, stated, conf, sum, contested}, its n being -1 where kinds of a target stand for it. What is not known is -1,
// null, "" or an empty list: no question throws.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { times, rankedPaths, bestPaths, feedback, product } = KG;
  /** @type {Page.Sign[]} */
  const EVERY = ["+", "-", "?"];
  // Partial paths that a search may look at, and one for a chain of the other sign; see kg/reasoning/paths.py and chains.py.
  const LIMIT = 1000000;
  const LOOK_ASIDE = 50000;
  // Chains that are examined at most, and of the other sign, to find some that do not contradict themselves.
  const MOST_CHAINS = 100;
  const ASIDE = 50;
  const MOST_HOPS = 20;
  // eslint-disable-next-line no-control-regex -- control characters are what an address must not hold
  const ADDRESS = /^https?:\/\/[^\s\u0000-\u001f\u007f\u0085]+$/;
  const PREFIXES = ["concept", "quantity", "claim", "evidence", "passage", "omission", "document", "study"];

  /** @template T @param {T[] | undefined} value @returns {T[]} */
  const list = (value) => (Array.isArray(value) ? value : []);
  /** @template T @param {T[]} values @param {number | undefined} n @returns {T | null} */
  const at = (values, n) => (Number.isInteger(n) ? values[/** @type {number} */ (n)] ?? null : null);
  /** @template T @param {Record<string, T> | undefined} table @param {string | number} name @returns {T | null} */
  const own = (table, name) => (table && Object.hasOwn(table, name) ? table[name] : null);
  /** @param {number | undefined} value @param {number} least @param {number} most @param {number} otherwise */
  const within = (value, least, most, otherwise) => (
    Number.isInteger(value) ? Math.min(most, Math.max(least, /** @type {number} */ (value))) : otherwise);

  // The order of two texts by code points, as in Python.
  /** @param {string} a @param {string} b */
  function order(a, b) {
    const [one, other] = [Array.from(a), Array.from(b)];
    const i = one.findIndex((c, place) => c !== other[place]);
    if (i < 0) return one.length - other.length;
    return i < other.length ? Number(one[i].codePointAt(0)) - Number(other[i].codePointAt(0)) : 1;
  }

  // The form in which names are compared: no case, accents, punctuation, or British spelling.
  /** @param {string} text */
  function normal(text) {
    const plain = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    const words = plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    return words.replaceAll("ae", "e").replaceAll("isation", "ization");
  }

  // A relation in the identifier of a claim, and its subject or object there.
  /** @param {string} text */
  const slug = (text) => text.replace(/(\p{Lowercase})(?=\p{Uppercase})/gu, "$1-").toLowerCase()
    .replace(/[^a-z0-9]+/g, " ").trim().replaceAll(" ", "-");
  /** @param {string} name */
  function part(name) {
    const colon = name.indexOf(":");
    const ours = colon > 0 && PREFIXES.includes(name.slice(0, colon));
    const text = (ours ? name.slice(colon + 1) : name).replaceAll("%", "%25");
    return (ours ? text.replaceAll(":", "%3A") : text).replaceAll("--", "-%2D");
  }

  /** @param {Page.Data} data @returns {Page.Graph} */
  function load(data) {
    const concepts = list(data?.concepts);
    const claims = list(data?.claims);
    const evidence = list(data?.evidence);
    const sources = list(data?.sources);
    /** @param {Page.Joined} i @param {number} n @returns {Page.Influence} */
    const whole = (i, n) => ({ ...i, n, conf: i.conf ?? claims[i.claims[0]].conf, sum: i.sum ?? claims[i.claims[0]].sum });
    const influences = list(data?.influences).map(whole);
    const used = list(data?.used).map((n) => influences[n]);

    // Concepts.

    /** @type {Map<string | undefined, number>} */
    const numbers = new Map(concepts.map((concept, n) => [concept.id, n]));
    /** @param {string | undefined} id */
    const byId = (id) => numbers.get(id) ?? own(data?.moved?.concepts, String(id)) ?? -1;
    /** @param {number | undefined} n */
    const concept = (n) => at(concepts, n);
    /** @param {number | undefined} n */
    const label = (n) => concept(n)?.label ?? "";
    /** @param {number | undefined} n */
    const quantity = (n) => (n !== undefined && concept(n) ? concepts[n].of ?? n : -1);
    /** @param {number | undefined} n @returns {Page.Way} */
    const direction = (n) => (concept(n)?.low ? -1 : 1);
    /** @param {number} n @returns {Page.Sign} */
    const sign = (n) => (direction(n) < 0 ? "-" : "+");
    /** @type {number[]} */
    const rank = [];
    concepts.map((_, n) => n).sort((a, b) => order(concepts[a].id, concepts[b].id)).forEach((n, place) => { rank[n] = place; });
    /** @param {number} n */
    const states = (n) => concepts.map((_, i) => i).filter((i) => concepts[i].of === n);
    /** @param {number} n */
    const kinds = (n) => own(data?.kinds, n);

    // A concept and all that it is a kind of, and whether two are of one line.
    /** @param {number} n @param {Set<number>} found */
    function above(n, found = new Set()) {
      if (!found.has(n)) {
        found.add(n);
        for (const genus of concept(n)?.broader ?? []) above(genus, found);
      }
      return found;
    }
    /** @param {number} a @param {number} b */
    const kin = (a, b) => above(a).has(b) || above(b).has(a);

    // Claims and their evidence.

    /** @param {number} n */
    const relation = (n) => own(data.relations, claims[n].r);
    /** @param {number} n */
    function claimId(n) {
      const claim = at(claims, n);
      if (!claim) return "";
      if (claim.id !== undefined) return claim.id;
      const object = claim.v ?? concepts[/** @type {number} */ (claim.o)].id;
      return `claim:${part(concepts[claim.s].id)}--${slug(claim.r)}--${part(object)}`;
    }
    /** @type {Map<string, number> | null} */
    let claimNumbers = null;
    /** @param {string} id */
    function claimById(id) {
      claimNumbers ??= new Map(claims.map((_, n) => [claimId(n), n]));
      return claimNumbers.get(id) ?? own(data?.moved?.claims, id) ?? -1;
    }
    /** @param {number} n */
    function sentence(n) {
      const claim = at(claims, n);
      return claim ? `${label(claim.s)} ${relation(n)?.label ?? claim.r} ${claim.value ?? label(claim.o)}` : "";
    }
    /** @param {Page.Evidence | null} item */
    const passage = (item) => at(list(data?.passages), item?.p);
    /** @param {number} n */
    const source = (n) => passage(at(evidence, n))?.[0] ?? at(evidence, n)?.src ?? -1;
    /** @param {number} n */
    function link(n) {
      const url = at(sources, source(n))?.url;
      const fragment = passage(at(evidence, n))?.[2];
      const address = url && fragment ? `${url}#${fragment}` : url;
      return address && ADDRESS.test(address) ? address : null;
    }

    // The influences that chains from a quantity may use: nothing leads on from a generic concept, unless they begin there.
    /** @param {number} n */
    const generic = (n) => Boolean(concepts[n].generic);
    const bare = used.filter((i) => !generic(i.s));
    /** @param {number} n @param {Page.Influence[]} pool */
    const leading = (n, pool = used) => (
      pool === used && !concepts[n]?.generic ? bare : pool.filter((i) => i.s === n || !generic(i.s)));

    // Influences, of a state those of its quantity.

    /** @param {number} n */
    const influencesFrom = (n) => influences.filter((i) => i.s === quantity(n));
    /** @param {number} n */
    const influencesInto = (n) => influences.filter((i) => i.t === quantity(n));

    // Search. Every word must be in one of the names; the nearer the name, the earlier.

    /** @type {[name: string, plain: string, sort: number][][] | null} */
    let spoken = null;
    /** @param {Page.Concept} concept @returns {[name: string, sort: number][]} */
    const named = ({ label: own, syn, id }) => [[own, 0],
      ...list(syn).map(/** @returns {[string, number]} */ (name) => [name, 1]), [id.slice(id.indexOf(":") + 1), 2]];
    /** @param {Page.Found} a @param {Page.Found} b */
    const nearer = (a, b) => a.place.map((value, i) => value - b.place[i]).find(Boolean) ?? (order(label(a.n), label(b.n)) || rank[a.n] - rank[b.n]);
    /** @param {string} text @returns {Page.Named[]} */
    function search(text) {
      const typed = typeof text === "string" ? text.trim().toLowerCase() : "";
      const wanted = normal(typed);
      if (!wanted) return [];
      spoken ??= concepts.map((body) => named(body).map(
        /** @returns {[string, string, number]} */ ([name, sort]) => [name, normal(name), sort]));
      /** @param {string} name */
      const grade = (name) => {
        if (name === wanted) return 0;
        if (name.startsWith(wanted)) return 1;
        const words = wanted.split(" ");
        if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 2;
        return words.every((word) => name.includes(word)) ? 3 : null;
      };
      /** @type {Page.Found[]} */
      const found = [];
      for (const [n, { id, same }] of concepts.entries()) {
        const ids = [id, ...list(same)].map((name) => name.toLowerCase());
        // An exact name of any sort first, then labels, synonyms and the identifier; each the nearer, then the shorter.
        const called = spoken[n]
          .map(/** @returns {[number | null, number, string]} */ ([name, plain, sort]) => [grade(plain), sort, name])
          .filter(/** @returns {one is [number, number, string]} */ (one) => one[0] !== null)
          .map(([how, sort, name]) => ({ n, name, place: [Number(how > 0), sort, how, name.length] }));
        if (ids.includes(typed)) called.push({ n, name: label(n), place: [0, 0, 0, 0] });
        if (called.length) found.push(called.sort(nearer)[0]);
      }
      /** @param {Page.Found & { place: number[] }} one */
      const late = ({ n, place }) => Number(place[0] > 0 && generic(n)); // Generic concepts last, but for an exact name.
      return found.sort((a, b) => late(a) - late(b) || nearer(a, b)).map(({ n, name }) => ({ n, name }));
    }

    // Chains, as `kg path` finds them.

    /** @param {Page.Step} i */
    const key = (i) => `${i.s} ${i.t} ${i.sign}`;
    const known = new Map(influences.map((i) => [key(i), i]));
    /** @param {Page.Influence | undefined} a @param {Page.Influence} b */
    const same = (a, b) => a && String(a.claims) === String(b.claims) && a.contested === b.contested;

    // The influences that a chain may use; the kinds of the goal stand for it, but for the one where the chain begins.
    /** @param {number} start @param {number} goal @returns {Page.Influence[]} */
    function network(start, goal) {
      const body = kinds(goal);
      if (!body) return leading(start);
      const { gone = [], other = [] } = own(body.but, start) ?? {};
      const changed = new Set([...gone.map(([s, way]) => `${s} ${goal} ${way}`), ...other.map(key)]);
      const joined = [...body.influences.filter((i) => !changed.has(key(i))), ...other].map((i) => {
        const made = whole(i, -1);
        return same(known.get(key(i)), made) ? known.get(key(i)) : made;
      });
      const members = new Set(body.members.filter((n) => n !== start));
      // What the kinds act on counts for mechanisms through the goal.
      const rest = used.filter((i) => i.t !== goal && !members.has(i.t)).map((i) => (members.has(i.s) ? { ...i, s: goal } : i));
      return leading(start, [...rest, ...joined]);
    }

    // What a reader calls a quantity that goes in a direction: a state that the question or the claims name, if any.
    /**
     * @param {number} a @param {number} b @param {number[]} nodes @param {Page.Sign[]} directions
     * @param {Page.Influence[]} along @param {number} i
     */
    function name(a, b, nodes, directions, along, i) {
      for (const end of [a, b]) if (quantity(end) === nodes[i] && sign(end) === directions[i]) return label(end);
      const near = along.slice(Math.max(i - 1, 0), i + 1).flatMap((influence) => influence.claims);
      /** @type {Set<number | undefined>} */
      const said = new Set(near.flatMap((n) => [claims[n].s, claims[n].o]));
      const fit = states(nodes[i]).filter((n) => sign(n) === directions[i] && said.has(n));
      fit.sort((one, other) => rank[one] - rank[other]);
      if (fit.length) return label(fit[0]);
      if (directions[i] !== "-") return label(nodes[i]);
      return `${["disease", "symptom"].includes(concepts[nodes[i]].kind) ? "less" : "low"} ${label(nodes[i])}`;
    }

    // Whether a claim is stated for the other direction.
    /** @param {number} n @param {Page.Sign} before */
    const turned = (n, before) => Number(sign(claims[n].s) !== before);

    /** @param {number} a @param {number} b @param {Page.Influence[]} along @returns {Page.Chain} */
    function chain(a, b, along) {
      const nodes = [quantity(a), ...along.map((i) => i.t)];
      const directions = along.reduce((found, i) => [...found, times(found.at(-1), i.sign)], [sign(a)]);
      const labels = nodes.map((_, i) => name(a, b, nodes, directions, along, i));
      const hundredths = along.map((i) => Math.round(Number(i.conf) * 100));
      const speakers = along.map((i) => new Set(i.claims.flatMap((n) => claims[n].e)
        .filter((n) => evidence[n].st === 1).map(source)));
      const steps = along.map((influence, i) => {
        const before = directions[i];
        const ends = new Set(influence.claims.map((n) => quantity(claims[n].o)));
        return {
          influence,
          before,
          after: directions[i + 1],
          stated: before === "?" || influence.stated.includes(before),
          from: labels[i],
          to: labels[i + 1],
          // The claims that are stated for this direction first.
          claims: [...influence.claims].sort((one, other) => turned(one, before) - turned(other, before)),
          // The kinds of the target that the sources speak of, where they do not speak of the target itself.
          kinds: ends.has(influence.t) ? [] : [...ends].sort((one, other) => rank[one] - rank[other]),
        };
      });
      return {
        sign: times(directions.at(-1), sign(b)),
        confidence: product(hundredths),
        steps,
        weakest: hundredths.indexOf(Math.min(...hundredths)),
        bridges: steps.slice(1).map((_, i) => i).filter((i) => ![...speakers[i]].some((n) => speakers[i + 1].has(n))),
      };
    }

    /** @param {string} why @returns {Page.Paths} */
    const none = (why) => ({ verdict: "none", chains: [], opposite: null, why });

    /** @param {Page.Influence[]} part @param {Page.Search} question */
    const best = (part, question) => bestPaths(part, rank, question);

    // The chains that do not contradict themselves, or all if there are no others.
    /** @param {Page.Chain[]} chains */
    function counted(chains) {
      const sound = chains.filter((found) => !found.feedback);
      return sound.length ? sound : chains;
    }

    // The k best chains of a question, those last that contradict themselves; null if the search was stopped before.
    // `examined` is the number of chains that were looked at, if it was too few.
    /**
     * @param {number} a @param {number} b @param {Page.Influence[]} part
     * @param {(chain: Page.Place[]) => Page.Feedback | null} judge
     * @param {{ signs: Page.Sign[], k: number, maxHops: number, limit: number, most: number }} question
     * @returns {{ chains: Page.Chain[], examined: number | null } | null}
     */
    function ranked(a, b, part, judge, { signs, k, maxHops, limit, most }) {
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
        const found = chain(a, b, along);
        const places = [[quantity(a), sign(a)], ...found.steps.map((step) => [step.influence.t, step.after])];
        const against = judge(/** @type {Page.Place[]} */ (places));
        if (against) contrary.push({ ...found, feedback: against });
        else if (sound.push(found) === k) break;
      }
      return { chains: [...sound, ...contrary].slice(0, k), examined };
    }

    // The chains that a picture holds, as influences of a network.
    /** @param {number} a @param {number} b @param {Page.Influence[]} part @param {Page.Shown[]} shown @returns {Page.Paths} */
    function picture(a, b, part, shown) {
      const among = new Map(part.map((i) => [key(i), i]));
      const chains = shown.map(({ steps, feedback: against }) => {
        const found = chain(a, b, steps.map(([s, t, way]) => among.get(`${s} ${t} ${way}`)));
        return against ? { ...found, feedback: against } : found;
      });
      return { verdict: agreed(chains), chains, opposite: null };
    }

    // Whether the chains that count have one sign.
    /** @param {Page.Chain[]} chains @returns {"coherent" | "incoherent"} */
    const agreed = (chains) => (["+", "-"].every((each) => counted(chains).some((found) => found.sign === each)) ? "incoherent" : "coherent");

    // The k best chains, the verdict on them, and the best of the other sign if all have one; `why` if there are none.
    /** @param {{ a: number, b: number, k?: number, maxHops?: number }} question @returns {Page.Paths} */
    function paths(question) {
      const { a, b } = question ?? {};
      const k = within(question?.k, 1, MOST_CHAINS, 4);
      const maxHops = within(question?.maxHops, 1, MOST_HOPS, 8);
      const [start, goal] = [quantity(a), quantity(b)];
      if (start < 0 || goal < 0) return none("choose two concepts");
      if (start === goal) return none(`“${label(a)}” and “${label(b)}” are the same quantity`);
      const part = network(start, goal);
      if (data.shown) return picture(a, b, part, data.shown);
      const judge = feedback(part);
      const found = ranked(a, b, part, judge, { signs: EVERY, k, maxHops, limit: LIMIT, most: MOST_CHAINS });
      if (found === null) return none("the search was stopped because there are too many ways");
      const { chains, examined } = found;
      if (!chains.length) return none(missing(a, b, part, maxHops));
      const unseen = /** @type {Page.Sign[]} */ (["+", "-"])
        .filter((each) => counted(chains).every((one) => one.sign !== each));
      const other = unseen.length === 1
        ? ranked(a, b, part, judge, { signs: unseen, k: 1, maxHops, limit: LOOK_ASIDE, most: ASIDE })?.chains ?? [] : [];
      // A chain that contradicts itself may be among those shown.
      const shown = new Set(chains.map(({ steps }) => steps.map(({ influence }) => key(influence)).join("/")));
      const [opposite = null] = other.filter(({ steps }) => !shown.has(steps.map(({ influence }) => key(influence)).join("/")));
      return { verdict: agreed(chains), chains, opposite, ...(examined === null ? {} : { examined }) };
    }

    // How many steps each quantity is away from one, at least.
    /** @param {Page.Influence[]} part @param {number} root */
    function distances(part, root) {
      const found = new Map([[root, 0]]);
      for (const node of found.keys()) {
        for (const i of part) if (i.s === node && !found.has(i.t)) found.set(i.t, found.get(node) + 1);
      }
      return found;
    }

    /** @param {number} a @param {number} b @param {Page.Influence[]} part @param {number} maxHops */
    function missing(a, b, part, maxHops) {
      const reached = distances(part, quantity(a));
      if (reached.size === 1) return `nothing is known that “${label(a)}” acts on`;
      if (part.every((i) => i.t !== quantity(b))) return `nothing is known that acts on “${label(b)}”`;
      const hops = reached.get(quantity(b));
      if (hops > maxHops) return `the shortest chain has ${hops} steps`;
      return `no claim joins what “${label(a)}” leads to with what leads to “${label(b)}”`;
    }

    // The points of each side of a confidence, of pages and of studies.
    /** @param {Page.Part[]} sum @param {Page.Stance} stance @returns {Page.Points} */
    function points(sum, stance) {
      const side = sum.filter(([n]) => evidence[n].st === stance);
      const [pages, studies] = [1, 0].map((doc) => side.filter(([n]) => sources[source(n)].doc === doc).map((part) => Number(part[4])));
      return { pages, studies };
    }

    // What the evidence of one side comes to.
    /** @param {Page.Part[]} sum @param {Page.Stance} stance */
    const side = (sum, stance) => KG.confidence.together(points(sum, stance));

    // How well a claim or a step is supported, in words, and how that is calculated.
    /** @param {Page.Rated} rated */
    const rated = ({ conf, sum }) => KG.confidence.words(conf, points(sum, 1), points(sum, -1));
    /** @param {Page.Part[]} sum */
    const calculation = (sum) => KG.confidence.calculation(points(sum, 1), points(sum, -1));

    const graph = {
      influences, used, concept, byId, label, quantity, direction, states, kin, claimId, claimById, sentence, source, link,
      influencesFrom, influencesInto, leading, search, paths, best, chain, distances,
      rated, side, calculation,
    };
    return Object.assign(graph, KG.quiz(graph, data), KG.judge({ influences, used, rank, order, leading }, data));
  }

  Object.assign(KG, { load, normal });
})();
