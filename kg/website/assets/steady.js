// The state of quantities that act on each other, in many worlds at once; kg/reasoning/steady.py describes the method.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { WORLDS } = KG;

  // The product of two columns in each world, added to a third.
  /** @param {Float64Array | undefined} total @param {Float64Array} one @param {Float64Array} other */
  function plus(total, one, other) {
    const found = total ? total.slice() : new Float64Array(WORLDS);
    for (let i = 0; i < WORLDS; i += 1) found[i] += one[i] * other[i];
    return found;
  }

  // The state of quantities that act on each other, head → tail → strength, beside what acts on each from outside: by
  // Gauss's elimination, the quantity with the fewest others around it first.
  /** @param {Map<number, Float64Array>} base @param {Map<number, Map<number, Float64Array>>} acting */
  function steady(base, acting) {
    /** @type {Map<number, Set<number>>} */
    const heads = new Map([...acting.keys()].map((node) => [node, new Set()]));
    for (const [head, tails] of acting) for (const tail of tails.keys()) heads.get(tail).add(head);
    /** @param {number} node */
    const around = (node) => acting.get(node).size * heads.get(node).size;
    /** @type {[number, Map<number, Float64Array>][]} */
    const solved = [];
    while (acting.size) {
      const node = [...acting.keys()].reduce((least, each) => (around(each) < around(least) ? each : least));
      const [tails, onward] = [acting.get(node), heads.get(node)];
      acting.delete(node);
      heads.delete(node);
      if (onward.delete(node)) {
        const own = tails.get(node).map((a) => 1 / (1 - a));
        tails.delete(node);
        base.set(node, plus(undefined, own, base.get(node)));
        for (const [tail, column] of tails) tails.set(tail, plus(undefined, own, column));
      }
      for (const tail of tails.keys()) heads.get(tail).delete(node);
      for (const head of onward) {
        const row = acting.get(head), share = row.get(node);
        row.delete(node);
        base.set(head, plus(base.get(head), share, base.get(node)));
        for (const [tail, column] of tails) {
          row.set(tail, plus(row.get(tail), share, column));
          heads.get(tail).add(head);
        }
      }
      solved.push([node, tails]);
    }
    for (const [node, tails] of solved.reverse()) {
      for (const [tail, column] of tails) base.set(node, plus(base.get(node), column, base.get(tail)));
    }
    return base;
  }

  Object.assign(KG, { plus, steady });
})();
