// The ways of arrows between boxes that stand in columns: between the boxes of a column that they cross, and beside the
// column where both ends are in it, so that none runs behind a box.
(() => {
  "use strict";
  const { KG } = window;
  // Between a box and what passes it; from a column to the first lane beside it; between lanes; the corner of a lane.
  const CLEAR = 7, FIRST = 18, LANE = 8, CORNER = 5;
  const PART = 0.8; // Of the side of a box, where arrows begin and end.
  const BESIDE = 88; // The room of all lanes beside the last column.

  /** @param {Page.Placed[]} boxes @returns {Page.Column[]} */
  function columnsOf(boxes) {
    /** @type {Map<number, Page.Placed[]>} */
    const by = new Map();
    for (const box of boxes) by.set(Math.round(box.x), [...by.get(Math.round(box.x)) ?? [], box]);
    return [...by].sort(([a], [b]) => a - b).map(([, some]) => {
      const sorted = [...some].sort((a, b) => a.y - b.y);
      const [first, last] = [sorted[0], sorted[sorted.length - 1]];
      // Where an arrow may cross: above, between boxes, and below.
      const gaps = [first.y - first.h / 2 - CLEAR, ...sorted.slice(1).map((box, i) => (
        (box.y - box.h / 2 + sorted[i].y + sorted[i].h / 2) / 2)), last.y + last.h / 2 + CLEAR];
      const half = Math.max(...sorted.map(({ w }) => w)) / 2;
      return { boxes: sorted, gaps, left: first.x - half, right: first.x + half };
    });
  }

  // Lanes beside a column, the short ways nearest to it: the lane of each arrow, from 0.
  /** @param {{ i: number, low: number, high: number }[]} spans @returns {Map<number, number>} */
  function lanes(spans) {
    /** @type {{ low: number, high: number }[][]} */
    const taken = [];
    const found = new Map();
    /** @param {{ low: number, high: number }} span */
    const long = ({ low, high }) => high - low;
    for (const { i, low, high } of [...spans].sort((a, b) => long(a) - long(b) || a.low - b.low)) {
      let lane = taken.findIndex((some) => some.every((other) => other.high < low || other.low > high));
      if (lane < 0) lane = taken.push([]) - 1;
      taken[lane].push({ low, high });
      found.set(i, lane);
    }
    return found;
  }

  // Where arrows leave and reach their boxes, spread over a side in the order of where they go: a function that gives a
  // place, and one that sets all places.
  function ports() {
    /** @type {Map<string, { other: number, at: Page.Point, box: Page.Placed }[]>} */
    const by = new Map();
    /** @param {Page.Placed} box @param {number} side @param {Page.Placed} other */
    const ask = (box, side, other) => {
      const at = { x: box.x + (side * box.w) / 2, y: box.y };
      const key = `${box.n}/${side}`;
      by.set(key, [...by.get(key) ?? [], { other: other.y, at, box }]);
      return at;
    };
    const set = () => {
      for (const some of by.values()) {
        some.sort((p, q) => p.other - q.other);
        some.forEach(({ at, box }, i) => { at.y = box.y + box.h * PART * ((i + 0.5) / some.length - 0.5); });
      }
    };
    return { ask, set };
  }

  // Beside a column, from a box to another of it.
  /** @param {Page.Point} start @param {Page.Point} end @param {number} x @returns {Page.Point[]} */
  function beside(start, end, x) {
    const turn = Math.min(CORNER, Math.abs(end.y - start.y) / 2) * Math.sign(end.y - start.y);
    return [start, { x: x - CORNER, y: start.y }, { x, y: start.y + turn }, { x, y: end.y - turn },
      { x: x - CORNER, y: end.y }, end];
  }

  // Across the columns from a box to another: out of its own, through the best gaps of those between, into the last.
  /** @param {Page.Point} start @param {Page.Point} end @param {Page.Column[]} along @returns {Page.Point[]} */
  function across(start, end, along) {
    const last = along.length - 1;
    const onward = end.x > start.x;
    /** @type {Page.Point[]} */
    const points = [];
    let { y } = start;
    along.forEach(({ gaps, left, right }, i) => {
      const wanted = y + (end.y - y) / (last - i + 1);
      if (i && i < last) y = gaps.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a));
      else y = i ? end.y : start.y;
      const [near, far] = onward ? [left, right] : [right, left];
      points.push(...(i ? [{ x: near, y }] : []), ...(i < last ? [{ x: far, y }] : []));
    });
    // A box that is as wide as its column needs no point at its edge.
    const inner = points.filter(({ x }) => Math.abs(x - start.x) > 1 && Math.abs(x - end.x) > 1);
    return [start, ...inner, end];
  }

  KG.ways = (arrows, boxes) => {
    const columns = columnsOf(boxes);
    const place = new Map(columns.flatMap((column, c) => column.boxes.map((box) => [box.n, { box, c }])));
    const { ask, set } = ports();
    const asked = arrows.filter(({ from, to }) => from !== to).map((arrow) => {
      const [a, b] = [place.get(arrow.from), place.get(arrow.to)];
      const way = Math.sign(b.c - a.c);
      return { arrow, a, b, way, start: ask(a.box, way || 1, b.box), end: ask(b.box, -way || 1, a.box) };
    });
    set();
    const lane = columns.map((_, c) => lanes(asked.flatMap(({ a, way, start, end }, i) => (
      way || a.c !== c ? [] : [{ i, low: Math.min(start.y, end.y), high: Math.max(start.y, end.y) }]))));
    // As far apart as there is room before the next column.
    const step = columns.map(({ right }, c) => (
      Math.min(LANE, (columns[c + 1] ? columns[c + 1].left - right - FIRST - CLEAR : BESIDE)
        / Math.max(1, ...lane[c].values()))));
    return asked.map(({ arrow, a, b, way, start, end }, i) => {
      const along = way > 0 ? columns.slice(a.c, b.c + 1) : columns.slice(b.c, a.c + 1).reverse();
      return { ...arrow, points: way ? across(start, end, along)
        : beside(start, end, columns[a.c].right + FIRST + step[a.c] * lane[a.c].get(i)) };
    });
  };
})();
