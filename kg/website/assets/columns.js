// The columns of a picture: which boxes are in which, and in what order: by barycentre sweeps (Sugiyama, Tagawa and
// Toda 1981).
(() => {
  "use strict";
  const { KG } = window;
  const SWEEPS = 24;

  // A column for each node such that arrows go right, but for those that close a cycle (ranked as by Eades, Lin and
  // Smyth 1993). `nodes` are numbers, `arrows` have `from` and `to`; gives the columns as lists of nodes.
  /** @param {number[]} nodes @param {Page.Ends[]} arrows */
  function levels(nodes, arrows) {
    const all = [...new Set(nodes)].sort((a, b) => a - b);
    const apart = arrows.filter(({ from, to }) => from !== to);
    /** @param {Page.Ends} arrow @returns {[string, Page.Pair]} */
    const keyed = ({ from, to }) => [`${from}/${to}`, [from, to]];
    const pairs = [...new Map(apart.map(keyed)).values()]
      .sort((p, q) => p[0] - q[0] || p[1] - q[1]);
    const order = ranked(all, pairs);
    const rank = new Map(order.map((node, i) => [node, i]));
    /** @type {() => Map<number, number[]>} */
    const none = () => new Map(all.map((node) => [node, []]));
    const into = none(), out = none();
    for (const [a, b] of pairs) {
      if (rank.get(a) >= rank.get(b)) continue;
      into.get(b).push(a);
      out.get(a).push(b);
    }
    /** @type {Map<number, number>} */
    const level = new Map();
    for (const node of order) level.set(node, Math.max(0, ...into.get(node).map((a) => level.get(a) + 1)));
    // What nothing acts on moves next to what it acts on.
    for (const node of order) {
      if (!out.get(node).length || into.get(node).length) continue;
      level.set(node, Math.min(...out.get(node).map((b) => level.get(b))) - 1);
    }
    /** @type {number[][]} */
    const columns = [];
    for (const node of all) (columns[level.get(node)] ??= []).push(node);
    return [...columns].map((column) => column ?? []).filter((column) => column.length);
  }

  /** @param {number[]} all @param {Page.Pair[]} arrows */
  function ranked(all, arrows) {
    /** @type {number[]} */
    const left = [];
    /** @type {number[]} */
    const right = [];
    let [nodes, pairs] = [all, arrows];
    while (nodes.length) {
      /** @type {Map<number, number>} */
      const into = new Map();
      /** @type {Map<number, number>} */
      const out = new Map();
      for (const [a, b] of pairs) {
        out.set(a, (out.get(a) ?? 0) + 1);
        into.set(b, (into.get(b) ?? 0) + 1);
      }
      /** @param {number} node */
      const worth = (node) => [into.has(node) ? 1 : 0, (into.get(node) ?? 0) - (out.get(node) ?? 0)];
      let taken = nodes.find((node) => !out.has(node));
      if (taken !== undefined) right.unshift(taken);
      else {
        taken = nodes.reduce((best, node) => {
          const [a, b] = [worth(best), worth(node)];
          return b[0] < a[0] || (b[0] === a[0] && b[1] < a[1]) ? node : best;
        });
        left.push(taken);
      }
      nodes = nodes.filter((node) => node !== taken);
      pairs = pairs.filter(([a, b]) => a !== taken && b !== taken);
    }
    return [...left, ...right];
  }

  // The given order, each lane level with that end of its arrow that is in the fuller column.
  /**
   * @param {number[][]} columns @param {Map<number, number>} column @param {Page.Track[]} tracks
   * @returns {Page.Item[][]}
   */
  function start(columns, column, tracks) {
    /** @type {Map<Page.Item, number>} */
    const key = new Map(columns.flatMap((nodes) => nodes.map((node, i) => [node, (i + 0.5) / nodes.length])));
    /** @type {Page.Item[][]} */
    const order = columns.map((nodes) => [...nodes]);
    for (const { from, to, lanes } of tracks) {
      const fuller = columns[column.get(to)].length > columns[column.get(from)].length ? to : from;
      for (const lane of lanes) {
        key.set(lane.key, key.get(fuller));
        order[lane.c].push(lane.key);
      }
    }
    return order.map((items) => sorted(items, (item) => key.get(item)));
  }

  /** @param {Page.Item[]} items @param {(item: Page.Item) => number} key */
  const sorted = (items, key) => items.map(/** @returns {[number, Page.Item]} */ (item) => [key(item), item])
    .sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  /** @param {number[]} values @param {number} otherwise */
  const mean = (values, otherwise) => (
    values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : otherwise);
  /** @param {Page.Item[][]} order @returns {Map<Page.Item, number>} */
  const shares = (order) => new Map(
    order.flatMap((items) => items.map((item, i) => [item, (i + 0.5) / items.length])));

  // The order with the fewest crossings that the sweeps find.
  /** @param {Page.Item[][]} order @param {Page.Near} left @param {Page.Near} right */
  function sweep(order, left, right) {
    let best = order.map((items) => [...items]), fewest = crossings(order, right);
    for (let turn = 0; turn < SWEEPS && fewest; turn += 1) {
      const near = turn % 2 ? right : left;
      const way = [...order.keys()];
      for (const c of turn % 2 ? way.reverse() : way) {
        const where = shares(order);
        order[c] = sorted(order[c], (item) => (
          mean((near.get(item) ?? []).map((n) => where.get(n)), where.get(item))));
      }
      const found = crossings(order, right);
      if (found < fewest) [best, fewest] = [order.map((items) => [...items]), found];
    }
    return best;
  }

  /** @param {Page.Item[][]} order @param {Page.Near} right */
  function crossings(order, right) {
    const where = shares(order);
    let found = 0;
    for (const items of order) {
      /** @type {number[]} */
      const seen = [];
      for (const item of items) {
        const ends = (right.get(item) ?? []).map((n) => where.get(n));
        for (const end of ends) found += seen.filter((other) => other > end).length;
        seen.push(...ends);
      }
    }
    return found;
  }

  Object.assign(KG, { columns: { levels, start, sweep, mean } });
})();
