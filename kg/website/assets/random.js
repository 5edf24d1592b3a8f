// The random draws behind possible worlds: which influences there are, and how strong each is. The numbers are those of
// kg/reasoning/draws.py, to the last digit.
(() => {
  "use strict";
  const { KG } = globalThis;
  const WORLDS = 500;
  const EVEN = 0.8; // The chance of every influence under the second prior.

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
    for (let n = 0; n < many; n += 1) {
      found[n] = ((words[2 * n] >>> 5) * 67108864 + (words[2 * n + 1] >>> 6)) / 9007199254740992;
    }
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

  // The draws for each influence, shared by all questions on a network. Quantities are numbered in the order of their
  // names.
  /** @implements {Page.Draws} */
  class Draws {
    /** @param {Page.Acts[]} acts @param {string[]} names */
    constructor(acts, names) {
      this.names = names;
      // The influences between two quantities, by tail and head.
      /** @type {Map<number, Map<number, Page.Acts[]>>} */
      this.arcs = new Map();
      for (const each of acts) {
        const heads = this.arcs.get(each.s) ?? new Map();
        this.arcs.set(each.s, heads.set(each.t, [...heads.get(each.t) ?? [], each]));
      }
      /** @type {Map<number, Float64Array>} */
      this.made = new Map();
    }

    // The signed strength of the influences between two quantities in each world; 0 where there is none.
    /** @param {number} tail @param {number} head @param {boolean} even */
    acting(tail, head, even) {
      const key = 2 * (tail * this.names.length + head) + Number(even);
      const known = this.made.get(key);
      if (known) return known;
      const column = this.act(tail, head, even);
      this.made.set(key, column);
      return column;
    }

    /** @param {number} tail @param {number} head @param {boolean} even */
    act(tail, head, even) {
      const found = this.arcs.get(tail).get(head);
      const chances = found.map(({ conf }) => (even ? EVEN : conf));
      const some = 1 - chances.reduce((absent, chance) => absent * (1 - chance), 1);
      const ends = `${this.names[tail]} ${this.names[head]}`;
      const [there, strength] = numbers(ends, 2);
      const column = new Float64Array(WORLDS);
      const [{ sign }] = found;
      if (found.length === 1 && sign) {
        for (let i = 0; i < WORLDS; i += 1) if (there[i] < some) column[i] = sign * strength[i];
        return column;
      }
      // One of several signs: the first with a chance in proportion, an unknown one by a coin.
      const first = found.length > 1 ? chances[0] / chances.reduce((sum, chance) => sum + chance) : 0.5;
      const [one, other] = found.length > 1 ? found.map((each) => each.sign) : [1, -1];
      const [side] = numbers(`side ${ends}`, 1);
      for (let i = 0; i < WORLDS; i += 1) {
        if (there[i] < some) column[i] = (side[i] < first ? one : other) * strength[i];
      }
      return column;
    }

    // How fast a quantity decays in each world.
    /** @param {number} n */
    decay(n) {
      return numbers(`decay ${this.names[n]}`, 1)[0];
    }
  }

  /** @param {Page.Acts[]} acts @param {string[]} names */
  const draws = (acts, names) => new Draws(acts, names);
  Object.assign(KG, { crc32, random, rounded, draws, WORLDS, EVEN });
})();
