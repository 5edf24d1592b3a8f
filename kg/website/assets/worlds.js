// The weight of a sign: the share of possible worlds in which a quantity moves that way. The draws and the order of the
// sums are those of kg/reasoning/worlds.py, which tells the method, so that the weights are equal to the last digit.
(() => {
  "use strict";
  const { KG } = globalThis;
  const WORLDS = 500, SWEEPS = 12;
  const LARGEST = 24, REGION = 600; // More in one component, or upstream of a target, gives no weight.
  const ALONE = 0.94, REGULATED = 0.75, MOST = 0.99, EVEN = 0.8, STILL = 1e-9;

  // The bytes of a text in UTF-8, and their CRC-32.
  /** @param {string} text */
  const bytes = (text) => (encodeURIComponent(text).match(/%..|./g) ?? [])
    .map((each) => (each.length > 1 ? parseInt(each.slice(1), 16) : each.charCodeAt(0)));
  /** @param {string} text */
  function crc32(text) {
    let rest = -1;
    for (const byte of bytes(text)) {
      rest ^= byte;
      for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return ~rest >>> 0;
  }

  // The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998): its state before a seed is mixed in.
  const SIZE = 624, MIDDLE = 397;
  const BLANK = new Uint32Array(SIZE).fill(19650218);
  for (let i = 1; i < SIZE; i += 1) BLANK[i] = Math.imul(BLANK[i - 1] ^ (BLANK[i - 1] >>> 30), 1812433253) + i;

  // Mixes a number into each word of a state, or takes the place of the word off.
  /** @param {Uint32Array} state @param {number} i @param {number} factor @param {number} seed */
  function mixed(state, i, factor, seed) {
    const before = state[i - 1];
    return (state[i] ^ Math.imul(before ^ (before >>> 30), factor)) + seed;
  }

  // Numbers from 0 to 1 with 53 bits, as random.Random(seed) of Python gives them, for a seed of 32 bits.
  /** @param {number} seed @param {number} many */
  function random(seed, many) {
    const state = BLANK.slice();
    for (let n = 0, i = 1; n < 2 * SIZE - 1; n += 1) {
      state[i] = n < SIZE ? mixed(state, i, 1664525, seed) : mixed(state, i, 1566083941, -i);
      i += 1;
      if (i === SIZE) [state[0], i] = [state[SIZE - 1], 1];
    }
    state[0] = 0x80000000;
    const words = new Uint32Array(2 * many);
    for (let n = 0, k = 0; n < words.length; n += 1) {
      const both = (state[k] & 0x80000000) | (state[k + 1 < SIZE ? k + 1 : 0] & 0x7fffffff);
      let y = state[k + MIDDLE < SIZE ? k + MIDDLE : k + MIDDLE - SIZE] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
      state[k] = y;
      k = k + 1 < SIZE ? k + 1 : 0;
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      words[n] = y ^ (y >>> 18);
    }
    const found = new Float64Array(many);
    for (let n = 0; n < many; n += 1) found[n] = ((words[2 * n] >>> 5) * 67108864 + (words[2 * n + 1] >>> 6)) / 9007199254740992;
    return found;
  }

  // A number in ten-thousandths, of two that are equally near the even one, as in Python.
  /** @param {number} x */
  function rounded(x) {
    const many = x * 10000;
    const tie = Number.isInteger(x * 32) && !Number.isInteger(x * 16);
    return tie ? (2 * Math.round(many / 2)) / 10000 : Number(x.toFixed(4));
  }

  // Some columns of random numbers, one number for each world, made once for each name.
  /** @type {Map<string, Float64Array[]>} */
  const drawn = new Map();
  /** @param {string} name @param {number} columns */
  function numbers(name, columns) {
    if (!drawn.has(name)) {
      const found = random(crc32(name), columns * WORLDS);
      drawn.set(name, Array.from({ length: columns }, (_, n) => found.subarray(n * WORLDS, (n + 1) * WORLDS)));
    }
    return drawn.get(name);
  }

  // The strongly connected components of a graph, or of its part within, upstream first (Tarjan 1972). The members of each
  // are in the order of their names, which is that of the numbers.
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

  // The signed strength of the influences between two quantities in each world, by tail and head. Quantities are
  // numbered in the order of their names.
  /** @param {Page.Acts[]} acts @param {string[]} names @returns {Page.Draws} */
  function draws(acts, names) {
    /** @type {Map<number, Map<number, Page.Acts[]>>} */
    const arcs = new Map();
    for (const each of acts) {
      const heads = arcs.get(each.s) ?? new Map();
      arcs.set(each.s, heads.set(each.t, [...heads.get(each.t) ?? [], each]));
    }
    /** @type {Map<string, Float64Array>} */
    const made = new Map();
    /** @param {number} tail @param {number} head @param {boolean} even */
    function act(tail, head, even) {
      const found = arcs.get(tail).get(head);
      const chances = found.map(({ conf }) => (even ? EVEN : conf));
      const some = 1 - chances.reduce((absent, chance) => absent * (1 - chance), 1);
      const ends = `${names[tail]} ${names[head]}`;
      const [there, strength] = numbers(ends, 2);
      const [{ sign }] = found;
      if (found.length === 1 && sign) return strength.map((s, i) => (there[i] < some ? sign * s : 0));
      // One of several signs: the first with a chance in proportion, an unknown one by a coin.
      const first = found.length > 1 ? chances[0] / chances.reduce((sum, chance) => sum + chance) : 0.5;
      const signs = found.length > 1 ? found.map((each) => each.sign) : [1, -1];
      const [side] = numbers(`side ${ends}`, 1);
      return strength.map((s, i) => (there[i] < some ? (side[i] < first ? signs[0] : signs[1]) * s : 0));
    }
    /** @param {number} tail @param {number} head @param {boolean} even */
    function acting(tail, head, even) {
      const key = `${tail} ${head} ${even}`;
      const column = made.get(key) ?? act(tail, head, even);
      made.set(key, column);
      return column;
    }
    return { arcs, acting, decay: (n) => numbers(`decay ${names[n]}`, 1)[0] };
  }

  // The weight for each target when one quantity is held up (1) or down (-1); null if nothing leads there, if a large
  // component does, or if the two priors disagree.
  /** @param {Page.Draws} drawn @param {number} held @param {number} way @returns {(target: number) => Page.Weight | null} */
  function worlds({ arcs, acting, decay }, held, way) {
    /** @type {Map<number, number[]>} */
    const onward = new Map([[held, []]]);
    for (const tail of onward.keys()) {
      onward.set(tail, [...arcs.get(tail)?.keys() ?? []].filter((head) => head !== held));
      for (const head of onward.get(tail)) if (!onward.has(head)) onward.set(head, []);
    }
    /** @type {Map<number, number[]>} */
    const into = new Map([...onward.keys()].map((node) => [node, []]));
    for (const tail of [...onward.keys()].sort((a, b) => a - b)) {
      for (const head of onward.get(tail)) if (head !== tail) into.get(head).push(tail);
    }
    const parts = strong(onward, onward.keys());
    const component = new Map(parts.flatMap((part) => part.map((node) => [node, part])));
    /** @type {Record<string, Map<number, Float64Array>>} */
    const columns = { true: new Map(), false: new Map() };

    // The signs of the walks to a target that do not pass it.
    /** @param {number} target */
    function signs(target) {
      const seen = new Set([2 * held + Number(way > 0)]); // A quantity, doubled, and one more if it goes up.
      for (const state of seen) {
        const [node, sign] = [state >> 1, state % 2 ? 1 : -1];
        for (const head of node === target ? [] : onward.get(node)) {
          for (const { sign: step } of arcs.get(node).get(head)) {
            if (step * sign >= 0) seen.add(2 * head + 1);
            if (step * sign <= 0) seen.add(2 * head);
          }
        }
      }
      return [1, -1].filter((sign) => seen.has(2 * target + Number(sign > 0)));
    }

    // The sum of what acts on a quantity, where the columns of its tails are known.
    /** @param {number} node @param {number[]} tails @param {Map<number, Float64Array>} inner @param {boolean} even */
    function sum(node, tails, inner, even) {
      const total = new Float64Array(WORLDS);
      for (const tail of tails) {
        const column = inner.get(tail) ?? columns[`${even}`].get(tail);
        const strength = acting(tail, node, even);
        for (let i = 0; i < WORLDS; i += 1) total[i] += strength[i] * column[i];
      }
      return total;
    }

    // What acts on a quantity from within its component, scaled below its own decay.
    /** @param {number} node @param {number[]} tails @param {boolean} even @returns {[tail: number, column: Float64Array][]} */
    function damped(node, tails, even) {
      const rest = decay(node).slice();
      for (const tail of tails) acting(tail, node, even).forEach((a, i) => { rest[i] += Math.abs(a); });
      return tails.map((tail) => [tail, acting(tail, node, even).map((a, i) => a / rest[i])]);
    }

    // How far the members of a component move, without what the target acts on and what is stated of it.
    /**
     * @param {number[]} part @param {Map<number, Float64Array>} before @param {boolean} even
     * @param {number} target @param {boolean} stated
     */
    function settle(part, before, even, target = -1, stated = false) {
      /** @param {number} node */
      const tails = (node) => into.get(node).filter((tail) => tail !== target && !(node === target && stated && tail === held));
      const base = new Map(part.map((node) => [node, sum(node, tails(node).filter((tail) => !part.includes(tail)), before, even)]));
      if (part.length === 1) return base;
      const loops = part.map((node) => damped(node, tails(node).filter((tail) => part.includes(tail)), even));
      const found = new Map(part.map((node) => [node, new Float64Array(WORLDS)]));
      for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
        part.forEach((node, n) => {
          const total = found.get(node);
          total.set(base.get(node));
          for (const [tail, column] of loops[n]) {
            const moved = found.get(tail);
            for (let i = 0; i < WORLDS; i += 1) total[i] += column[i] * moved[i];
          }
        });
      }
      return found;
    }

    // Finds the columns upstream of a component; false if there is too much, or a large component.
    /** @param {number[]} members @param {boolean} even */
    function prepare(members, even) {
      const needed = new Set(members);
      let size = 0;
      for (const node of needed) {
        size += into.get(node).length;
        for (const tail of into.get(node)) needed.add(tail);
      }
      if (size > REGION) return false;
      const ready = columns[`${even}`];
      for (const part of parts) {
        if (!needed.has(part[0]) || members.includes(part[0]) || ready.has(part[0])) continue;
        if (part.length > LARGEST) return false;
        if (part[0] === held) ready.set(held, new Float64Array(WORLDS).fill(way));
        else for (const [node, column] of settle(part, new Map(), even)) ready.set(node, column);
      }
      return true;
    }

    // How far a target moves in each world without the direct statements; null if it cannot be said.
    /** @param {number} target @param {boolean} stated @param {boolean} even */
    function at(target, stated, even) {
      const members = component.get(target);
      if (!prepare(members, even)) return null;
      const cut = new Map(members.map((node) => [node, node === target ? [] : onward.get(node)]));
      /** @type {Map<number, Float64Array>} */
      const inner = new Map();
      for (const part of strong(cut, members)) {
        if (part.length > LARGEST) return null;
        for (const [node, column] of settle(part, inner, even, target, stated)) inner.set(node, column);
      }
      return inner.get(target);
    }

    /** @param {number} target @param {boolean} even @returns {Page.Weight | null} */
    function weigh(target, even) {
      let [rise, fall] = [0, 0];
      for (const { sign, conf } of arcs.get(held)?.get(target) ?? []) {
        const chance = even ? EVEN : conf;
        if (sign * way > 0) rise = 1 - (1 - rise) * (1 - chance);
        if (sign * way < 0) fall = 1 - (1 - fall) * (1 - chance);
      }
      const stated = rise > 0 || fall > 0;
      const moved = at(target, stated, even);
      if (moved === null && !stated) return null;
      // Where the chains decide nothing, what is stated of the total effect remains.
      /** @param {number} side */
      const share = (side) => (moved ? moved.filter((x) => side * x > STILL).length / WORLDS : 0.5);
      const [up, down] = [share(1), share(-1)];
      const both = stated ? (rise * fall) / (rise + fall) : 0; // Contrary statements share what both hold.
      const neither = (1 - rise) * (1 - fall);
      const plus = rise * (1 - fall) + rise * both + neither * up;
      const minus = fall * (1 - rise) + fall * both + neither * down;
      if (plus === minus) return null;
      const weight = Math.min(MOST, Math.max(plus, minus) / (plus + minus));
      return { sign: plus > minus ? "+" : "-", weight: rounded(weight) };
    }

    return (target) => {
      const found = onward.has(target) ? signs(target) : [];
      if (!found.length) return null;
      const stated = (arcs.get(held)?.get(target) ?? []).some(({ sign }) => sign);
      const most = stated || component.get(target).length === 1 ? MOST : REGULATED;
      if (found.length === 1) return { sign: found[0] > 0 ? "+" : "-", weight: Math.min(most, ALONE) };
      const [own, even] = [weigh(target, false), weigh(target, true)];
      if (!own || !even || own.sign !== even.sign) return null;
      const lowest = even.weight < own.weight ? even : own;
      return { ...lowest, weight: Math.min(most, lowest.weight) };
    };
  }

  Object.assign(KG, { crc32, random, rounded, draws, worlds, MOST_WEIGHT: MOST });
})();
