// The k best signed simple paths, exactly and in a documented order: the search of kg/reasoning/paths.py, where it is
// described in full. Its answers are tested to be those of the program.
(() => {
  "use strict";
  /** @type {Page.Sign[]} */
  const EVERY = ["+", "-", "?"];
  const HOP = 4096; // One unit of cost outweighs any number of steps.
  const LONGEST = 4; // The most steps of a mechanism that a step can stand for.

  // The sign of a chain of two signs.
  /** @param {Page.Sign} a @param {Page.Sign} b @returns {Page.Sign} */
  function times(a, b) {
    if (a === "0" || b === "0") return "0";
    if (a === "?" || b === "?") return "?";
    return a === b ? "+" : "-";
  }

  // Partial paths {total, parent, node, key} in order: lower total, then nodes and keys along the path, the shorter
  // first.
  /** @template {Page.Step} S */
  class Queue {
    /** @param {number[]} rank */
    constructor(rank) {
      this.rank = rank;
      /** @type {Page.Entry<S>[]} */
      this.heap = [];
    }

    /** @param {Page.Entry<S>} entry */
    trail(entry) {
      const found = [];
      for (let e = entry; e.parent; e = e.parent) found.unshift(this.rank[e.node], EVERY.indexOf(e.key));
      return found;
    }

    /** @param {Page.Entry<S>} a @param {Page.Entry<S>} b */
    before(a, b) {
      if (a.total !== b.total) return a.total < b.total;
      const [one, other] = [this.trail(a), this.trail(b)];
      const i = one.findIndex((value, place) => value !== other[place]);
      return i < 0 || one[i] < other[i];
    }

    /** @param {Page.Entry<S>} entry */
    push(entry) {
      const { heap } = this;
      let i = heap.push(entry) - 1;
      for (let up = (i - 1) >> 1; i > 0 && this.before(entry, heap[up]); up = (i - 1) >> 1) {
        heap[i] = heap[up];
        i = up;
      }
      heap[i] = entry;
    }

    /** @returns {Page.Entry<S>} */
    pop() {
      const { heap } = this;
      const [first, last] = [heap[0], /** @type {Page.Entry<S>} */ (heap.pop())];
      for (let i = 0; heap.length; ) {
        let down = 2 * i + 1;
        if (down + 1 < heap.length && this.before(heap[down + 1], heap[down])) down += 1;
        if (down >= heap.length || !this.before(heap[down], last)) {
          heap[i] = last;
          break;
        }
        heap[i] = heap[down];
        i = down;
      }
      return first;
    }
  }

  // The simple paths from source (going in direction start) to target (in one of ends), best first, as lists of
  // influences; null after `limit` partial paths. `rank` is the place of each node in the order of names.
  /**
   * @template {Page.Step} S @param {S[]} influences @param {number[]} rank @param {Page.Search} question
   * @returns {Generator<S[] | null, void>}
   */
  function* rankedPaths(influences, rank, { source, target, start, ends, maxHops, limit }) {
    const edges = influences.filter((i) => i.s !== target).map((i) => ({ ...i, of: i, weight: i.cost * HOP + 1 }));
    /** @param {number} node @param {Page.Sign} direction */
    const place = (node, direction) => 3 * node + EVERY.indexOf(direction);
    // For each number of steps, the least cost to the target from each node and direction.
    const bounds = [new Float64Array(3 * rank.length).fill(Infinity)];
    for (const end of ends) bounds[0][place(target, end)] = 0;
    for (let hop = 1; hop <= maxHops; hop += 1) {
      const [before, now] = [bounds[hop - 1], bounds[hop - 1].slice()];
      for (const { s, t, sign, weight } of edges) {
        for (const direction of EVERY) {
          const total = before[place(t, times(direction, sign))] + weight;
          if (total < now[place(s, direction)]) now[place(s, direction)] = total;
        }
      }
      bounds.push(now);
    }
    /** @type {Map<number, Page.Edge<S>[]>} */
    const from = new Map();
    for (const edge of edges) from.set(edge.s, [...(from.get(edge.s) ?? []), edge]);
    /** @type {Queue<S>} */
    const queue = new Queue(rank);
    const least = bounds[maxHops][place(source, start)];
    const first = { total: least, spent: 0, hops: 0, node: source, direction: start, parent: null };
    if (least < Infinity) queue.push(/** @type {Page.Entry<S>} */ (first));
    let looked = 0;
    while (queue.heap.length) {
      const entry = queue.pop();
      /** @type {[S[], Set<number>]} */
      const [trail, visited] = [[], new Set()];
      for (let e = /** @type {Page.Entry<S> | null} */ (entry); e; e = e.parent) {
        visited.add(e.node);
        if (e.edge) trail.unshift(e.edge.of);
      }
      if (entry.node === target) {
        yield trail;
        continue;
      }
      for (const edge of from.get(entry.node) ?? []) {
        const direction = times(entry.direction, edge.sign);
        const rest = bounds[maxHops - entry.hops - 1]?.[place(edge.t, direction)] ?? Infinity;
        if (visited.has(edge.t) || rest === Infinity) continue;
        looked += 1;
        if (looked > limit) {
          yield null;
          return;
        }
        const spent = entry.spent + edge.weight;
        const { t: node, sign: key } = edge;
        queue.push({ total: spent + rest, spent, hops: entry.hops + 1, node, key, direction, parent: entry, edge });
      }
    }
  }

  // The k best of these paths; null if the limit was reached before.
  /**
   * @template {Page.Step} S @param {S[]} influences @param {number[]} rank @param {Page.Search} question
   * @returns {S[][] | null}
   */
  function bestPaths(influences, rank, question) {
    /** @type {S[][]} */
    const found = [];
    for (const path of rankedPaths(influences, rank, question)) {
      if (!path) return null;
      if (found.push(path) === question.k) break;
    }
    return found;
  }

  // The mechanisms that a step of a chain can stand for, and the chains that run against one.
  class Mechanisms {
    /** @param {Page.Step[]} influences */
    constructor(influences) {
      /** @type {Map<number, Map<string, Page.Place>>} */
      this.heads = new Map();
      /** @type {Map<number, Set<number>>} */
      this.tails = new Map();
      for (const { s, t, sign } of influences) {
        if (sign !== "+" && sign !== "-") continue;
        this.heads.set(s, (this.heads.get(s) ?? new Map()).set(`${t} ${sign}`, [t, sign]));
        this.tails.set(t, (this.tails.get(t) ?? new Set()).add(s));
      }
      /** @type {Map<number, Map<number, number>>} */
      this.distances = new Map();
      /** @type {Map<string, Map<string, Page.Place[][]>>} */
      this.known = new Map();
    }

    // The quantities upstream of a target, with the least number of steps.
    /** @param {number} target */
    near(target) {
      if (!this.distances.has(target)) {
        const found = new Map([[target, 0]]);
        for (const [node, steps] of found) {
          if (steps + 1 === LONGEST) break; // The nearest come first.
          for (const tail of this.tails.get(node) ?? []) if (!found.has(tail)) found.set(tail, steps + 1);
        }
        this.distances.set(target, found);
      }
      return this.distances.get(target);
    }

    // The mechanisms of `size` steps that a step can stand for, as the places between its ends.
    /** @param {number} s @param {number} t @param {Page.Sign} sign @param {number} size */
    * ways(s, t, sign, size) {
      const near = this.near(t);
      /** @type {[way: Page.Place[], last: Page.Place][]} */
      const open = [[[], [s, "+"]]];
      while (open.length) {
        const [way, [node, before]] = /** @type {[Page.Place[], Page.Place]} */ (open.pop());
        const left = size - way.length - 1;
        for (const [head, each] of (this.heads.get(node) ?? new Map()).values()) {
          /** @type {Page.Place} */
          const next = [head, times(before, each)];
          if (head === t) {
            if (left === 0 && next[1] === sign) yield way;
            continue;
          }
          if (head === s || (near.get(head) ?? LONGEST) > left || way.some(([n]) => n === head)) continue;
          open.push([[...way, next], next]);
        }
      }
    }

    // These mechanisms by the changes that they include.
    /** @param {number} s @param {number} t @param {Page.Sign} sign @param {number} size */
    through(s, t, sign, size) {
      const step = `${s} ${t} ${sign} ${size}`;
      if (!this.known.has(step)) {
        /** @type {Map<string, Page.Place[][]>} */
        const found = new Map();
        for (const way of this.ways(s, t, sign, size)) {
          for (const place of way.map((each) => each.join(" "))) found.set(place, [...(found.get(place) ?? []), way]);
        }
        this.known.set(step, found);
      }
      return this.known.get(step);
    }

    // Of several contradictions, that by the shortest mechanism, then at the first step, then the first quantity.
    /** @param {Page.Place[]} chain @param {number} longest @returns {Page.Feedback | null} */
    reversed(chain, longest) {
      for (let size = 2; size <= longest; size += 1) {
        for (const [step, [tail, before]] of chain.slice(0, -2).entries()) {
          const [head, after] = chain[step + 1];
          for (const [n, direction] of chain.slice(step + 2)) {
            if (direction === "?") break;
            const sign = times(before, after);
            const place = `${n} ${times(times(before, direction), "-")}`;
            const ways = this.through(tail, head, sign, size).get(place) ?? [];
            // A mechanism that a shorter one contradicts does not count.
            if (ways.some((way) => !this.reversed([[tail, "+"], ...way, [head, sign]], size - 1))) {
              return { step, n, direction: times(direction, "-") };
            }
          }
        }
      }
      return null;
    }
  }

  // How a chain contradicts itself: it runs against a mechanism that one of its own steps can stand for, as
  // kg/reasoning/feedback.py explains.
  /** @param {Page.Step[]} influences @returns {(chain: Page.Place[]) => Page.Feedback | null} */
  function feedback(influences) {
    const mechanisms = new Mechanisms(influences);
    return (chain) => mechanisms.reversed(chain, LONGEST);
  }

  // The product of confidences in hundredths, to four places, and to two significant digits if it is less; halves up.
  /** @param {number[]} hundredths */
  function product(hundredths) {
    const exact = hundredths.reduce((a, b) => a * BigInt(b), 1n);
    const places = Math.max(4, 2 * hundredths.length + 2 - String(exact).length);
    const size = 100n ** BigInt(hundredths.length);
    const digits = String((2n * exact * 10n ** BigInt(places) + size) / (2n * size)).padStart(places + 1, "0");
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  globalThis.KG = { ...globalThis.KG, times, rankedPaths, bestPaths, feedback, product };
})();
