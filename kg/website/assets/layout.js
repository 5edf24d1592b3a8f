// Where boxes and arrows go: columns with lanes for the arrows that pass one (Sugiyama, Tagawa and Toda 1981). Nothing
// is random; y grows downwards and (0, 0) is the middle.
(() => {
  "use strict";
  const { KG } = window;
  const { levels, start, sweep, mean } = KG.columns;
  const { measure, width, FONT, LINE, WRAP } = KG.labels;
  const RELAXATIONS = 24;
  // Free space between two boxes, and beside a lane; the height of a lane; what an arrow takes of the side of its box.
  const GAP = 12, BESIDE = 8, LANE = 2, PORT_IN = 13, PORT_OUT = 6;
  // What boxes must stand out, on both sides together, for an arrow to run straight past them.
  const STEP = 24;
  // Width between columns: the least, the part that each arrow adds, and the most.
  const AISLE = 62, AISLE_PART = 2.5, AISLE_MOST = 150;
  const MARK = 18; // The triangle of a box that moves.
  // Room around a picture, and the scale at which its labels have 12 px.
  const ROOM = 16, FITS = 0.8;

  // Lays out boxes in the given columns. `columns` are lists of nodes from left to right, `sizes` a Map from node to
  // {w, h}; gives the middle and size of each box, and for each arrow the points through which it runs.
  /** @param {number[][]} columns @param {Page.Ends[]} arrows @param {Map<number, Page.Size>} sizes */
  function place(columns, arrows, sizes, aisle = AISLE) {
    const column = columnOf(columns);
    const tracks = arrows.map((arrow, number) => track(arrow, number, column));
    const [left, right] = neighbours(tracks);
    const order = sweep(start(columns, column, tracks), left, right);
    /** @type {Map<Page.Item, number>} */
    const tall = new Map([...column.keys()].map((node) => [node, sizes.get(node).h]));
    for (const [side, length] of sides(tracks)) {
      const node = Number(side.split("/")[0]);
      tall.set(node, Math.max(tall.get(node), length));
    }
    const middle = rows(order, left, right, tall);
    const wide = columns.map((nodes) => Math.max(0, ...nodes.map((node) => sizes.get(node).w)));
    const centre = centres(wide, order, right, aisle);
    const boxes = new Map([...column].map(/** @returns {[number, Page.Laid]} */ ([node, c]) => [node,
      { n: node, x: centre[c], y: middle.get(node), w: sizes.get(node).w, h: tall.get(node) }]));
    const ports = portsOf(tracks, middle, tall);
    const routes = tracks.map((one, number) => {
      if (!one.items.length) return [];
      const points = one.lanes.flatMap(({ key, c }) => {
        const half = (one.way * wide[c]) / 2;
        return [{ x: centre[c] - half, y: middle.get(key) }, { x: centre[c] + half, y: middle.get(key) }];
      });
      const [from, to] = [false, true].map((end) => ports.get(`${number}/${end}`));
      // At a box it runs straight as far as wider boxes of the column stand out, between which and its own it passes.
      /** @param {number} node @param {number} side @param {number} y @param {number} toward @returns {Page.Point[]} */
      const end = (node, side, y, toward) => {
        const { x, w } = boxes.get(node);
        const passed = columns[column.get(node)].map((n) => boxes.get(n)).filter((box) => box.n !== node
          && Math.min(y, toward) < box.y + box.h / 2 && Math.max(y, toward) > box.y - box.h / 2);
        const out = Math.max(w, ...passed.map((box) => box.w));
        return [{ x: x + (side * w) / 2, y }, ...(out - w > STEP ? [{ x: x + (side * out) / 2, y }] : [])];
      };
      const [before, after] = [points[0]?.y ?? to, points.at(-1)?.y ?? from];
      return [...end(one.from, one.way, from, before), ...points, ...end(one.to, -one.way, to, after).reverse()];
    });
    return { boxes: [...boxes.values()], routes };
  }

  /** @param {number[][]} columns @returns {Map<number, number>} */
  const columnOf = (columns) => new Map(columns.flatMap((nodes, c) => nodes.map((node) => [node, c])));

  // What an arrow passes from box to box; `way` is 1 to the right and -1 to the left.
  /** @param {Page.Ends} arrow @param {number} number @param {Map<number, number>} column @returns {Page.Track} */
  function track({ from, to }, number, column) {
    const a = column.get(from), b = column.get(to);
    const way = a <= b ? 1 : -1;
    /** @type {Page.Track["lanes"]} */
    const lanes = [];
    for (let c = a + way; a !== b && c !== b; c += way) lanes.push({ key: `${number}/${c}`, c });
    return { from, to, lanes, way, items: from === to ? [] : [from, ...lanes.map((lane) => lane.key), to] };
  }

  /** @param {Page.Track[]} tracks @returns {[left: Page.Near, right: Page.Near]} */
  function neighbours(tracks) {
    /** @type {[Page.Near, Page.Near]} */
    const [left, right] = [new Map(), new Map()];
    /** @param {Page.Near} map @param {Page.Item} key @param {Page.Item} value */
    const add = (map, key, value) => (map.get(key) ?? map.set(key, []).get(key)).push(value);
    for (const { items, way } of tracks) {
      const run = way > 0 ? items : [...items].reverse();
      for (let i = 1; i < run.length; i += 1) {
        add(right, run[i - 1], run[i]);
        add(left, run[i], run[i - 1]);
      }
    }
    return [left, right];
  }

  // The length that the arrows on each side of each box take.
  /** @param {Page.Track[]} tracks */
  function sides(tracks) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const { from, to, way, items } of tracks) {
      if (!items.length) continue;
      /** @type {[string, number][]} */
      const ends = [[`${from}/${way}`, PORT_OUT], [`${to}/${-way}`, PORT_IN]];
      for (const [side, port] of ends) found.set(side, (found.get(side) ?? 0) + port);
    }
    return found;
  }

  // The middle of each item: as near to its neighbours' as order and gaps allow, no column beyond the tallest.
  /**
   * @param {Page.Item[][]} order @param {Page.Near} left @param {Page.Near} right @param {Map<Page.Item, number>} tall
   * @returns {Map<Page.Item, number>}
   */
  function rows(order, left, right, tall) {
    /** @param {Page.Item} item */
    const size = (item) => tall.get(item) ?? LANE;
    /** @param {Page.Item} a @param {Page.Item} b */
    const free = (a, b) => (tall.has(a) && tall.has(b) ? GAP : tall.has(a) || tall.has(b) ? BESIDE : LANE * 2);
    const gaps = order.map((items) => (
      items.slice(1).map((item, i) => (size(items[i]) + size(item)) / 2 + free(items[i], item))));
    /** @type {Map<Page.Item, number>} */
    const middle = new Map();
    /** @param {number} c */
    const high = (c) => gaps[c].reduce((sum, gap) => sum + gap, (size(order[c][0]) + size(order[c].at(-1))) / 2);
    const most = Math.max(0, ...[...order.keys()].map(high));
    /** @param {number} c @param {number[]} wanted */
    const put = (c, wanted) => {
      let low = -most / 2 + size(order[c][0]) / 2;
      const slack = most - high(c);
      settle(wanted, gaps[c]).forEach((y, i) => {
        if (i) low += gaps[c][i - 1];
        middle.set(order[c][i], Math.max(low, Math.min(low + slack, y)));
      });
    };
    order.forEach((items, c) => put(c, items.map(() => 0)));
    for (let turn = 0; turn < RELAXATIONS; turn += 1) {
      const way = [...order.keys()];
      for (const c of turn % 2 ? way.reverse() : way) {
        put(c, order[c].map((item) => {
          const near = [...(left.get(item) ?? []), ...(right.get(item) ?? [])];
          return mean(near.map((n) => middle.get(n)), middle.get(item));
        }));
      }
    }
    const edges = [...middle].flatMap(([item, y]) => [y - size(item) / 2, y + size(item) / 2]);
    const shift = edges.length ? (Math.min(...edges) + Math.max(...edges)) / 2 : 0;
    return new Map([...middle].map(([item, y]) => [item, y - shift]));
  }

  // The places nearest to those wanted, by least squares, that keep order and gaps (isotonic regression).
  /** @param {number[]} wanted @param {number[]} gaps */
  function settle(wanted, gaps) {
    const offsets = [0];
    for (const gap of gaps) offsets.push(offsets.at(-1) + gap);
    /** @type {[total: number, many: number][]} */
    const blocks = [];
    wanted.forEach((y, i) => {
      /** @type {[number, number]} */
      let block = [y - offsets[i], 1];
      while (blocks.length && blocks.at(-1)[0] / blocks.at(-1)[1] > block[0] / block[1]) {
        const before = /** @type {[number, number]} */ (blocks.pop());
        block = [block[0] + before[0], block[1] + before[1]];
      }
      blocks.push(block);
    });
    return blocks.flatMap(([total, many]) => Array(many).fill(total / many)).map((base, i) => base + offsets[i]);
  }

  // The middle of each column; the more arrows run between two columns, the farther apart they are.
  /** @param {number[]} wide @param {Page.Item[][]} order @param {Page.Near} right @param {number} aisle */
  function centres(wide, order, right, aisle) {
    /** @type {number[]} */
    const found = [];
    let x = 0;
    order.forEach((items, c) => {
      found.push(x + wide[c] / 2);
      const arrows = items.reduce(/** @param {number} sum */ (sum, item) => sum + (right.get(item) ?? []).length, 0);
      x += wide[c] + (c < order.length - 1 ? Math.min(aisle + AISLE_PART * arrows, Math.max(aisle, AISLE_MOST)) : 0);
    });
    return found.map((centre) => centre - x / 2);
  }

  // Where on the side of its boxes each arrow begins and ends, in the order of what it comes from or goes to.
  /** @param {Page.Track[]} tracks @param {Map<Page.Item, number>} middle @param {Map<Page.Item, number>} tall */
  function portsOf(tracks, middle, tall) {
    /** @type {Map<string, [at: number, number: number, end: boolean, node: number][]>} */
    const on = new Map();
    tracks.forEach(({ from, to, way, items }, number) => {
      if (!items.length) return;
      /** @type {[number, number, boolean, Page.Item][]} */
      const ends = [[from, way, false, items[1]], [to, -way, true, items.at(-2)]];
      for (const [node, side, end, next] of ends) {
        const key = `${node}/${side}`;
        if (!on.has(key)) on.set(key, []);
        on.get(key).push([middle.get(next), number, end, node]);
      }
    });
    /** @type {Map<string, number>} */
    const ports = new Map();
    for (const arrows of on.values()) {
      arrows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const node = arrows[0][3];
      /** @param {boolean} end */
      const port = (end) => (end ? PORT_IN : PORT_OUT);
      const stretch = tall.get(node) / arrows.reduce((sum, [, , end]) => sum + port(end), 0);
      let y = middle.get(node) - tall.get(node) / 2;
      for (const [, number, end] of arrows) {
        ports.set(`${number}/${end}`, y + (stretch * port(end)) / 2);
        y += stretch * port(end);
      }
    }
    return ports;
  }

  // The label of a box, with room for the triangle of one that moves.
  /** @param {Page.Box} box @param {number} wrap */
  function labelled({ n, label, arrow }, wrap) {
    const { lines, w, h } = measure(label ?? KG.graph.label(n), wrap);
    return { lines, w: arrow ? w + MARK : w, h };
  }

  // Boxes with their labels wrapped, and arrows with their ways, as KG.draw takes them. `boxes` have `n` and whatever
  // else the drawing needs (`role`, `arrow`, `label`); `columns` are lists of `n`, by default the levels of the arrows.
  // With `down` the columns become rows, from top to bottom.
  /**
   * @template {Page.Box} B @template {Page.Ends} A @param {B[]} boxes @param {A[]} arrows
   * @param {Page.Room & { columns?: number[][], down?: boolean }} options
   */
  function picture(boxes, arrows, options = {}) {
    const { columns = levels(boxes.map((box) => box.n), arrows), wrap = WRAP, aisle = AISLE, down = false } = options;
    /** @template {Page.Point & Partial<Page.Size>} P @param {P} placed @returns {P} */
    const turn = ({ x, y, w, h, ...rest }) => /** @type {P} */ (
      down ? { ...rest, x: y, y: x, ...(w && { w: h, h: w }) } : { ...rest, x, y, ...(w && { w, h }) });
    const by = new Map(boxes.map((box) => [box.n, { ...box, ...labelled(box, wrap) }]));
    const sizes = new Map([...by].map(([n, { w, h }]) => [n, down ? { w: h, h: w } : { w, h }]));
    const laid = place(columns, arrows, sizes, aisle);
    return {
      down,
      boxes: laid.boxes.map((box) => ({ ...by.get(box.n), ...turn(box) })),
      arrows: arrows.map((arrow, i) => ({ ...arrow, points: laid.routes[i].map(turn) })),
    };
  }

  // About how much room a picture will take, without laying it out. `columns` and `arrows` as for KG.layout.picture.
  /** @param {number[][]} columns @param {Page.Ends[]} arrows @param {Page.Room} room */
  function extent(columns, arrows, { wrap = WRAP, aisle = AISLE } = {}) {
    const column = columnOf(columns);
    const tracks = arrows.map((arrow, number) => track(arrow, number, column));
    const needed = sides(tracks);
    /** @param {number} n */
    const size = (n) => measure(KG.graph.label(n), wrap);
    const widths = columns.map((nodes) => Math.max(0, ...nodes.map((n) => size(n).w)));
    const aisles = columns.slice(1).map((_, c) => {
      const passing = arrows.map(({ from, to }) => [column.get(from), column.get(to)])
        .filter((ends) => Math.min(...ends) <= c && Math.max(...ends) > c);
      return Math.min(aisle + AISLE_PART * passing.length, Math.max(aisle, AISLE_MOST));
    });
    const heights = columns.map((nodes, c) => {
      const lanes = tracks.reduce((sum, one) => sum + one.lanes.filter((lane) => lane.c === c).length, 0);
      /** @param {number} n */
      const tall = (n) => Math.max(size(n).h, needed.get(`${n}/1`) ?? 0, needed.get(`${n}/-1`) ?? 0);
      return nodes.reduce((sum, n) => sum + tall(n) + GAP, -GAP) + lanes * (2 * BESIDE + LANE - GAP);
    });
    /** @param {number[]} values */
    const sum = (values) => values.reduce((a, b) => a + b, 0);
    return { w: sum(widths) + sum(aisles), h: Math.max(...heights) };
  }

  // The first of some layouts that fits into a place with labels that can be read, else the one with the largest
  // labels. A place without a height, or one that is narrow and scrolls, takes the first.
  /** @template {{ boxes: Page.Placed[] }} P @param {(() => P)[]} layouts @param {HTMLElement} stage @returns {P} */
  function roomiest(layouts, stage) {
    const first = layouts[0]();
    if (!stage.clientHeight || KG.small(stage)) return first;
    /** @param {P} laid */
    const scale = ({ boxes }) => {
      /** @param {"x" | "y"} way @param {"w" | "h"} side */
      const span = (way, side) => Math.max(...boxes.map((box) => box[way] + box[side] / 2))
        - Math.min(...boxes.map((box) => box[way] - box[side] / 2));
      const [across, along] = [stage.clientWidth - 2 * ROOM, stage.clientHeight - 2 * ROOM];
      return Math.min(across / span("x", "w"), along / span("y", "h"));
    };
    let best = first, most = scale(first);
    for (const layout of layouts.slice(1)) {
      if (most >= FITS) break;
      const laid = layout();
      if (scale(laid) > most) [best, most] = [laid, scale(laid)];
    }
    return best;
  }

  KG.layout = { roomiest, measure, width, levels, place, picture, extent, FONT, LINE };
})();
