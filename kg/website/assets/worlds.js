// The weight of a sign: the share of possible worlds in which a quantity moves that way. The order of the sums is that
// of kg/reasoning/worlds.py, which describes the method, so that the weights are equal to the last digit.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { WORLDS, EVEN, plus, steady } = KG;
  const LARGEST = 24, REGION = 600; // More in one component, or upstream of a target, gives no weight.
  const ALONE = 0.94, REGULATED = 0.75, MOST = 0.99, STILL = 1e-9;

  // The strongly connected components of a graph, or of its part within, upstream first (Tarjan 1972). The members of
  // each are in the order of their names, which is that of the numbers.
  /** @param {Map<number, number[]>} onward @param {Iterable<number>} within */
  function strong(onward, within) {
    const inside = new Set(within);
    /** @type {Map<number, number>} */
    const low = new Map();
    /** @type {number[]} */
    const stack = [];
    /** @type {number[][]} */
    const found = [];
    const done = new Set();
    /** @param {number} node @returns {number} */
    const visit = (node) => {
      const own = low.size;
      low.set(node, own);
      stack.push(node);
      for (const head of onward.get(node) ?? []) {
        if (inside.has(head) && !done.has(head)) low.set(node, Math.min(low.get(node), low.get(head) ?? visit(head)));
      }
      if (low.get(node) === own) {
        const members = stack.splice(stack.indexOf(node));
        for (const each of members) done.add(each);
        found.push(members.sort((a, b) => a - b));
      }
      return low.get(node);
    };
    for (const root of inside) if (!low.has(root)) visit(root);
    return found.reverse();
  }

  // What acts on a quantity in each world, as a share of all that does and of its own decay.
  /** @param {Float64Array[]} strengths @param {Float64Array} decay */
  function scaled(strengths, decay) {
    const rest = decay.slice();
    for (const strength of strengths) for (let i = 0; i < WORLDS; i += 1) rest[i] += Math.abs(strength[i]);
    return strengths.map((strength) => strength.map((each, i) => each / rest[i]));
  }

  // How many worlds there are in which a quantity moves to a side.
  /** @param {Float64Array} moved @param {number} side */
  function count(moved, side) {
    let found = 0;
    for (let i = 0; i < WORLDS; i += 1) if (side * moved[i] > STILL) found += 1;
    return found;
  }

  // What was made for a name, or what is made for it now.
  /** @template K, T @param {Map<K, T>} made @param {K} name @param {() => T} make */
  function once(made, name, make) {
    if (!made.has(name)) made.set(name, make());
    return made.get(name);
  }

  // The possible worlds when one quantity is fixed high (1) or low (-1), for any number of targets.
  class Worlds {
    /** @param {Page.Draws} draws @param {number} held @param {number} way */
    constructor(draws, held, way) {
      this.draws = draws;
      this.held = held;
      this.way = way;
      const { arcs } = draws;
      // Where the reachable influences lead; none leads to what is fixed.
      /** @type {Map<number, number[]>} */
      this.onward = new Map([[held, []]]);
      for (const tail of this.onward.keys()) {
        const heads = [...arcs.get(tail)?.keys() ?? []].filter((head) => head !== held);
        this.onward.set(tail, heads);
        for (const head of heads) if (!this.onward.has(head)) this.onward.set(head, []);
      }
      /** @type {Map<number, number[]>} */
      this.into = new Map([...this.onward.keys()].map((node) => [node, []]));
      for (const tail of [...this.onward.keys()].sort((a, b) => a - b)) {
        for (const head of this.onward.get(tail)) if (head !== tail) this.into.get(head).push(tail);
      }
      this.parts = strong(this.onward, this.onward.keys());
      this.component = new Map(this.parts.flatMap((part) => part.map((node) => [node, part])));
      // What was found before: walks, what is upstream of a component, and columns, of the one prior and of the other.
      /** @type {Set<number> | null} */
      this.walked = null;
      /** @type {Map<number[], number[][] | null>} */
      this.above = new Map();
      /** @type {Map<number, Float64Array>[]} */
      this.columns = [new Map(), new Map()];
      /** @type {Map<string, Float64Array>} */
      this.sums = new Map();
      /** @type {Map<string, Float64Array[]>} */
      this.shares = new Map();
    }

    // The quantities that walks reach which do not pass `last`, doubled, and one more if they go up.
    /** @param {number} last */
    walks(last) {
      const seen = new Set([2 * this.held + Number(this.way > 0)]);
      for (const state of seen) {
        const [node, sign] = [state >> 1, state % 2 ? 1 : -1];
        if (node === last) continue;
        for (const head of this.onward.get(node)) {
          for (const { sign: step } of this.draws.arcs.get(node).get(head)) {
            if (step * sign >= 0) seen.add(2 * head + 1);
            if (step * sign <= 0) seen.add(2 * head);
          }
        }
        if (seen.has(2 * last) && seen.has(2 * last + 1)) break;
      }
      return seen;
    }

    // The signs of the walks to a target that do not pass it.
    /** @param {number} target */
    signs(target) {
      const returning = this.component.get(target).length > 1 || this.onward.get(target).includes(target);
      const seen = returning ? this.walks(target) : (this.walked ??= this.walks(-1));
      return [1, -1].filter((sign) => seen.has(2 * target + Number(sign > 0)));
    }

    // The components upstream of one; null if there is too much, or a large component.
    /** @param {number[]} members */
    upstream(members) {
      const needed = new Set(members);
      let size = 0;
      for (const node of needed) {
        const tails = this.into.get(node);
        size += tails.length;
        if (size > REGION) return null;
        for (const tail of tails) needed.add(tail);
      }
      const found = this.parts.filter((part) => part !== members && needed.has(part[0]));
      return found.some((part) => part.length > LARGEST) ? null : found;
    }

    // Finds the columns upstream of a component; false if it cannot.
    /** @param {number[]} members @param {boolean} even */
    prepare(members, even) {
      const ready = this.columns[Number(even)];
      const above = once(this.above, members, () => this.upstream(members));
      for (const part of above ?? []) {
        if (ready.has(part[0])) continue;
        if (part[0] === this.held) ready.set(this.held, new Float64Array(WORLDS).fill(this.way));
        else for (const [node, column] of this.settle(part, new Map(), even)) ready.set(node, column);
      }
      return above !== null;
    }

    // The sum of what acts on a quantity, where the columns of its tails are known.
    /** @param {number} node @param {number[]} tails @param {Map<number, Float64Array>} inner @param {boolean} even */
    sum(node, tails, inner, even) {
      const ready = this.columns[Number(even)];
      const make = () => {
        /** @type {Float64Array} */
        let total = new Float64Array(WORLDS);
        for (const tail of tails) {
          total = plus(total, this.draws.acting(tail, node, even), inner.get(tail) ?? ready.get(tail));
        }
        return total;
      };
      return tails.some((tail) => inner.has(tail)) ? make() : once(this.sums, `${node} ${even} ${tails}`, make);
    }

    // What acts on a quantity from within its component, scaled below its own decay.
    /** @param {number} node @param {number[]} tails @param {boolean} even */
    damped(node, tails, even) {
      return once(this.shares, `${node} ${even} ${tails}`, () => (
        scaled(tails.map((tail) => this.draws.acting(tail, node, even)), this.draws.decay(node))));
    }

    // How far the members of a component move, without what the target acts on and what is stated about it.
    /**
     * @param {number[]} part @param {Map<number, Float64Array>} before @param {boolean} even
     * @param {number} target @param {boolean} stated
     */
    settle(part, before, even, target = -1, stated = false) {
      const inside = new Set(part);
      /** @type {Map<number, Float64Array>} */
      const base = new Map();
      /** @type {Map<number, Map<number, Float64Array>>} */
      const acting = new Map();
      for (const node of part) {
        const tails = this.into.get(node)
          .filter((tail) => tail !== target && !(node === target && stated && tail === this.held));
        const near = tails.filter((tail) => inside.has(tail)), shares = this.damped(node, near, even);
        base.set(node, this.sum(node, tails.filter((tail) => !inside.has(tail)), before, even));
        acting.set(node, new Map(near.map((tail, n) => [tail, shares[n]])));
      }
      return part.length === 1 ? base : steady(base, acting);
    }

    // How far a target moves in each world without the direct statements; null if it is unknown.
    /** @param {number} target @param {boolean} stated @param {boolean} even */
    at(target, stated, even) {
      const members = this.component.get(target);
      if (!this.prepare(members, even)) return null;
      const cut = new Map(members.map((node) => [node, node === target ? [] : this.onward.get(node)]));
      /** @type {Map<number, Float64Array>} */
      const inner = new Map();
      for (const part of strong(cut, members)) {
        if (part.length > LARGEST) return null;
        for (const [node, column] of this.settle(part, inner, even, target, stated)) inner.set(node, column);
      }
      return inner.get(target);
    }

    /** @param {number} target @param {boolean} even @returns {Page.Weight | null} */
    weigh(target, even) {
      let [rise, fall] = [0, 0];
      for (const { sign, conf } of this.draws.arcs.get(this.held)?.get(target) ?? []) {
        const chance = even ? EVEN : conf;
        if (sign * this.way > 0) rise = 1 - (1 - rise) * (1 - chance);
        if (sign * this.way < 0) fall = 1 - (1 - fall) * (1 - chance);
      }
      const stated = rise > 0 || fall > 0;
      const moved = this.at(target, stated, even);
      if (moved === null && !stated) return null;
      // Where the chains decide nothing, what is stated about the total effect remains.
      const [up, down] = [1, -1].map((side) => (moved ? count(moved, side) / WORLDS : 0.5));
      const both = stated ? (rise * fall) / (rise + fall) : 0; // Contrary statements share what both hold.
      const neither = (1 - rise) * (1 - fall);
      const plus = rise * (1 - fall) + rise * both + neither * up;
      const minus = fall * (1 - rise) + fall * both + neither * down;
      if (plus === minus) return null;
      const weight = Math.min(MOST, Math.max(plus, minus) / (plus + minus));
      return { sign: plus > minus ? "+" : "-", weight: KG.rounded(weight) };
    }

    // The weight for a target; null if nothing leads there, if a large component does, or if the two priors disagree.
    /** @param {number} target @returns {Page.Weight | null} */
    weight(target) {
      const found = this.onward.has(target) ? this.signs(target) : [];
      if (!found.length) return null;
      const stated = (this.draws.arcs.get(this.held)?.get(target) ?? []).some(({ sign }) => sign);
      const most = stated || this.component.get(target).length === 1 ? MOST : REGULATED;
      if (found.length === 1) return { sign: found[0] > 0 ? "+" : "-", weight: Math.min(most, ALONE) };
      const own = this.weigh(target, false);
      const even = own && this.weigh(target, true);
      if (!own || !even || own.sign !== even.sign) return null;
      const lowest = even.weight < own.weight ? even : own;
      return { ...lowest, weight: Math.min(most, lowest.weight) };
    }
  }

  /**
   * @param {Page.Draws} draws @param {number} held @param {number} way
   * @returns {(target: number) => Page.Weight | null}
   */
  function worlds(draws, held, way) {
    const found = new Worlds(draws, held, way);
    return (target) => found.weight(target);
  }

  Object.assign(KG, { worlds, MOST_WEIGHT: MOST });
})();
