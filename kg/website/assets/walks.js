// The walks along influences: what they reach, and what all of them pass.
(() => {
  "use strict";
  const { KG } = globalThis;
  const { times } = KG;

  // The states that influences reach, by name, each with a shortest walk there, breadth first; no walk returns to a
  // start. Influences that are barred are used only in the directions in which sources state them.
  /**
   * @param {Page.Influence[]} pool @param {[node: number, sign: Page.Sign][]} starts
   * @param {(i: Page.Influence, walk: Page.Influence[]) => boolean} barred
   * @returns {Map<string, Page.Reached>}
   */
  function reached(pool, starts, barred = () => false) {
    /** @type {Map<number, Page.Influence[]>} */
    const onward = new Map();
    for (const i of pool) onward.set(i.s, [...onward.get(i.s) ?? [], i]);
    /** @type {Map<string, Page.Reached>} */
    const found = new Map(starts.map(([node, sign]) => [`${node}${sign}`, { node, sign, walk: [] }]));
    const first = new Set(starts.map(([node]) => node));
    for (const { node, sign, walk } of found.values()) {
      for (const i of onward.get(node) ?? []) {
        const way = times(sign, i.sign);
        const turned = sign !== "?" && !i.stated.includes(sign) && barred(i, walk);
        if (turned || first.has(i.t) || found.has(`${i.t}${way}`)) continue;
        found.set(`${i.t}${way}`, { node: i.t, sign: way, walk: [...walk, i] });
      }
    }
    return found;
  }

  // The nodes between one and others that every path passes, in order, as kg/reasoning/cut.py finds them.
  /** @param {Page.Influence[]} pool @param {number} start @param {number[]} targets */
  function passed(pool, start, targets) {
    /** @param {number} [avoided] */
    const path = (avoided) => [...reached(pool.filter((i) => i.t !== avoided), [[start, "+"]]).values()]
      .find(({ node }) => targets.includes(node))?.walk;
    return path()?.slice(0, -1).map((i) => i.t).filter((node) => !path(node)) ?? [];
  }

  Object.assign(KG, { reached, passed });
})();
