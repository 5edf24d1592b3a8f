// The whole map: groups of concepts in columns, with bundles of arrows between them; a group opens in place.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const { groups, nodes } = KG.map;
  const LEAST = 11 / KG.layout.FONT; // No label is smaller than 11 px.
  const BUNDLES = 26, FEWER = 14; // Drawn between groups, the fullest first; on a phone.
  // Between columns, between boxes of an open group, and between boxes that stand below each other; rows of an open
  // group.
  const AISLE = 48, INSIDE = 42, GAP = 22, ROWS = 12;
  // On a phone the columns are rows: how wide they are, how far apart.
  const BREADTH = 440, APART = 54;
  const WRAP = 104, REST = 58, NEAR = 34, TALLEST = 2.6;
  const groupOf = new Map(nodes);

  /** A group stands in the picture as a box with a number below 0. @param {number} g */
  const boxOf = (g) => -1 - g;

  // Every influence as an arrow; those at the chosen quantity or of the claim in the panel are marked by `chosen`.
  const arrowsOf = () => graph.influences.map(({ n, s, t, sign, conf, claims, contested }) => (
    { id: String(n), from: s, to: t, sign, conf, claims, contested: Boolean(contested) }));

  // Arrows as bundles between what is drawn: groups, and the concepts of the open one.
  /** @param {Page.Arrow[]} arrows @param {number} open @returns {Page.Arrow[]} */
  function bundled(arrows, open) {
    /** @param {number} n */
    const end = (n) => (groupOf.get(n) === open ? n : boxOf(groupOf.get(n)));
    /** @type {Map<string, Page.Arrow[]>} */
    const found = new Map();
    for (const arrow of arrows) {
      const [from, to] = [end(arrow.from), end(arrow.to)];
      const between = from < 0 && to < 0;
      if (between && (from === to || open >= 0)) continue;
      // Of an open group what leads out of it is drawn for the concept that is marked.
      if ((from < 0 || to < 0) && open >= 0 && !arrow.chosen) continue;
      const key = from >= 0 && to >= 0 ? arrow.id : `${from}/${to}`;
      found.set(String(key), [...found.get(String(key)) ?? [], { ...arrow, from, to }]);
    }
    const all = [...found].map(([id, some]) => {
      const claims = some.flatMap((arrow) => arrow.claims);
      const [first] = some;
      if (some.length === 1) return { ...first, id, contested: false };
      const same = some.every(({ sign }) => sign === first.sign);
      return {
        ...first, ...KG.joined(claims), id, claims, count: some.length,
        sign: same ? first.sign : /** @type {const} */ (""),
        chosen: some.some((arrow) => arrow.chosen), contested: false, width: 1 + Math.sqrt(some.length) / 2,
        word: open < 0 ? String(some.length) : undefined,
      };
    });
    return open < 0 ? all.sort((a, b) => (b.count ?? 1) - (a.count ?? 1))
      .slice(0, KG.PHONE.matches ? FEWER : BUNDLES) : all;
  }

  // The boxes of one group: itself, or its concepts in columns that its arrows follow.
  /**
   * @param {number} g @param {number[]} members @param {boolean} isOpen @param {Page.Arrow[]} arrows
   * @param {number} most
   */
  function cell(g, members, isOpen, arrows, most) {
    /** @param {number} n @param {string} label */
    const box = (n, label) => ({ n, label, x: 0, y: 0, ...KG.layout.measure(label, WRAP) });
    if (!isOpen) {
      const one = box(boxOf(g), `${groups[g].label} ${members.length}`);
      return { boxes: [one], w: one.w, h: one.h };
    }
    const inside = arrows.filter(({ from, to }) => from >= 0 && to >= 0);
    const boxes = KG.layout.levels(members, inside).flat().map((n) => box(n, graph.label(n)));
    const wide = Math.max(...boxes.map(({ w }) => w));
    const across = Math.max(1, Math.min(Math.ceil(boxes.length / ROWS), Math.floor((most + INSIDE) / (wide + INSIDE))));
    const rows = Math.ceil(boxes.length / across);
    let h = 0;
    for (let c = 0; c < across; c += 1) {
      let y = 0;
      for (const one of boxes.slice(c * rows, (c + 1) * rows)) {
        Object.assign(one, { x: c * (wide + INSIDE) + wide / 2, y: y + one.h / 2 });
        y += one.h + GAP / 2;
      }
      h = Math.max(h, y - GAP / 2);
    }
    const w = across * (wide + INSIDE) - INSIDE;
    return { boxes: boxes.map((one) => ({ ...one, x: one.x - w / 2, y: one.y - h / 2 })), w, h };
  }

  // Puts cells in columns, from left to right; on a phone in rows, from top to bottom.
  /** @param {ReturnType<typeof cell>[][]} columns @param {boolean} down @returns {Page.Placed[]} */
  function placed(columns, down) {
    /** @type {Page.Placed[]} */
    const found = [];
    /** @param {ReturnType<typeof cell>} one @param {number} x @param {number} y */
    const put = (one, x, y) => found.push(...one.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y })));
    /** @param {{ w: number, h: number }[]} some @param {"w" | "h"} side @param {number} gap */
    const length = (some, side, gap) => some.reduce((sum, one) => sum + one[side] + gap, -gap);
    let at = 0;
    for (const column of columns) {
      /** @type {ReturnType<typeof cell>[][]} */
      const lines = [[]];
      for (const one of column) {
        const line = lines[lines.length - 1];
        if (down && line.length && length([...line, one], "w", GAP) > BREADTH) lines.push([one]);
        else line.push(one);
      }
      for (const line of lines) {
        const [side, other] = /** @type {["w", "h"] | ["h", "w"]} */ (down ? ["w", "h"] : ["h", "w"]);
        const gap = down ? GAP : 2 * GAP;
        const deep = Math.max(...line.map((one) => one[other]));
        let along = -length(line, side, gap) / 2;
        for (const one of line) {
          const middle = along + one[side] / 2;
          put(one, down ? middle : at + deep / 2, down ? at + deep / 2 : middle);
          along += one[side] + gap;
        }
        at += deep + (down ? APART : AISLE);
      }
    }
    return found;
  }

  // A low picture as high as its frame: rows move apart, and boxes stay as they are.
  /**
   * @param {{ boxes: Page.Placed[], arrows: (Page.Arrow & { points: Page.Point[] })[] }} made
   * @param {HTMLElement} stage
   */
  function stretched({ boxes, arrows }, stage) {
    const [right, left] = [1, -1].map((side) => side * Math.max(...boxes.map(({ x, w }) => side * x + w / 2)));
    const [bottom, top] = [1, -1].map((side) => side * Math.max(...boxes.map(({ y, h }) => side * y + h / 2)));
    const high = ((right - left) * stage.clientHeight * 0.9) / stage.clientWidth;
    const part = Math.max(1, Math.min(TALLEST, high / (bottom - top) || 1));
    const by = new Map(boxes.map((box) => [box.n, box]));
    /** @param {Page.Point} point @param {number} n */
    const atBox = ({ x, y }, n) => ({ x, y: y + by.get(n).y * (part - 1) });
    return {
      boxes: boxes.map((box) => ({ ...box, y: box.y * part })),
      arrows: arrows.map((arrow) => ({
        ...arrow, points: arrow.points.map((point, i, all) => (i === 0 ? atBox(point, arrow.from)
          : i === all.length - 1 ? atBox(point, arrow.to) : { x: point.x, y: point.y * part })),
      })),
    };
  }

  // The groups alone, with ways for the bundles between their columns.
  /** @param {Page.Placed[][]} columns @param {Page.Arrow[]} lines @param {boolean} down @param {HTMLElement} stage */
  function atRest(columns, lines, down, stage) {
    const column = new Map(columns.flatMap((boxes, c) => boxes.map(({ n }) => [n, c])));
    /** @param {Page.Arrow} arrow */
    const beside = ({ from, to }) => column.get(from) === column.get(to);
    const boxes = columns.flat().map(({ n, label }) => ({ n, label, role: "" }));
    const laid = KG.layout.picture(boxes, lines.filter((arrow) => !beside(arrow)), {
      columns: columns.map((some) => some.map(({ n }) => n)), wrap: WRAP, aisle: down ? NEAR : REST, down });
    const made = down ? laid : stretched(laid, stage);
    return { boxes: made.boxes, arrows: [...made.arrows, ...lines.filter(beside)] };
  }

  // Each arrow from side to side: those of a box spread over its side in the order of where they go.
  /** @param {Page.Arrow[]} arrows @param {Page.Placed[]} boxes @param {boolean} down @returns {Page.Arrow[]} */
  function routed(arrows, boxes, down) {
    const by = new Map(boxes.map((box) => [box.n, box]));
    const [x, y, w, h] = /** @type {["x", "y", "w", "h"] | ["y", "x", "h", "w"]} */ (
      down ? ["y", "x", "h", "w"] : ["x", "y", "w", "h"]);
    /** @type {Map<string, { other: number, set: (at: number) => void, box: Page.Placed }[]>} */
    const ports = new Map();
    const made = arrows.filter(({ from, to }) => from !== to).map((arrow) => {
      const [a, b] = [by.get(arrow.from), by.get(arrow.to)];
      const way = b[x] - b[w] / 2 > a[x] + a[w] / 2 ? 1 : b[x] + b[w] / 2 < a[x] - a[w] / 2 ? -1 : 0;
      /** @param {Page.Placed} box @param {number} side @param {Page.Placed} other */
      const point = (box, side, other) => {
        const at = { x: 0, y: 0, [x]: box[x] + (side * box[w]) / 2, [y]: box[y] };
        const key = `${box.n}/${side}`;
        const set = (/** @type {number} */ value) => { at[y] = value; };
        ports.set(key, [...ports.get(key) ?? [], { other: other[y], set, box }]);
        return at;
      };
      return way ? { ...arrow, points: [point(a, way, b), point(b, -way, a)] } : arrow;
    });
    for (const some of ports.values()) {
      some.sort((p, q) => p.other - q.other);
      some.forEach(({ set, box }, i) => set(box[y] + box[h] * 0.8 * ((i + 0.5) / some.length - 0.5)));
    }
    return made;
  }

  /**
   * @param {Page.Arrow[]} arrows @param {number} here @param {number} open @param {HTMLElement} stage
   * @returns {Page.Picture}
   */
  function picture(arrows, here, open, stage) {
    const kept = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const members = groups.map((_, g) => nodes
      .filter(([n, group]) => group === g && (kept.has(n) || n === here)).map(([n]) => n));
    const lines = bundled(arrows, open);
    const down = KG.PHONE.matches;
    const last = Math.max(...groups.map(({ column }) => column));
    const columns = [...Array(last + 1).keys()].map((c) => groups.flatMap(({ column }, g) => (
      column === c && members[g].length ? [cell(g, members[g], g === open, lines, down ? BREADTH : Infinity)] : [])))
      .filter((column) => column.length);
    const made = open < 0 ? atRest(columns.map((column) => column.flatMap((one) => one.boxes)), lines, down, stage)
      : { boxes: placed(columns, down), arrows: /** @type {Page.Arrow[]} */ ([]) };
    const boxes = made.boxes.map((box) => ({ ...box, role: here >= 0 && box.n === here ? "focus" : "" }));
    const inside = boxes.filter(({ n }) => n >= 0);
    return {
      boxes, arrows: open < 0 ? made.arrows : routed(lines, boxes, down), down, least: LEAST,
      start: here >= 0 ? here : inside[down ? 0 : inside.length >> 1]?.n,
      name: "The whole map by groups, from what people do to what they feel",
    };
  }

  // What the panel lists: the groups, or the concepts of the open one.
  /** @param {number} open */
  function listed(open) {
    if (open < 0) {
      KG.panel.fill("Whole map", el("p", {}, "Choose a group to open it, or an arrow to read its claims."),
        el("ul", { class: "points" }, groups.map(({ id, label }, g) => {
          const many = nodes.filter(([, group]) => group === g).length;
          return many > 0 && el("li", {}, el("a", { href: KG.link({ group: id, c: null, claim: null }) }, label),
            el("span", { class: "source" }, ` ${many}`));
        })));
      return;
    }
    const inside = nodes.filter(([, g]) => g === open).map(([n]) => n)
      .sort((a, b) => graph.label(a).localeCompare(graph.label(b)));
    KG.panel.fill(groups[open].label, el("p", {}, "Choose a concept to see its arrows, also those to other groups."),
      el("ul", { class: "points" }, inside.map((n) =>
      el("li", {}, el("a", { href: KG.link({ c: data.concepts[n].id, group: null, claim: null }) }, graph.label(n))))));
  }

  let flown = -1;

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!place.firstChild) {
      place.append(el("div", { class: "bar", id: "map-bar" }), el("div", { class: "picture", id: "map-picture" }));
    }
    const [bar, stage] = /** @type {HTMLCollectionOf<HTMLElement>} */ (place.children);
    const tools = el("div", { class: "tools" });
    const claim = state.claim ? graph.claimById(state.claim) : -1;
    const n = graph.byId(state.c ?? "");
    const here = graph.quantity(n);
    const open = groupOf.get(here) ?? groups.findIndex(({ id }) => id === state.group);
    const all = arrowsOf();
    const arrows = KG.legend.filter(all, here)
      .map((arrow) => ({
        ...arrow, count: 1, chosen: arrow.from === here || arrow.to === here || arrow.claims.includes(claim) }));
    const drawn = picture(arrows, here, open, stage);
    bar.replaceChildren(el("h2", { tabindex: -1 }, "Whole map"), tools, el("p", { class: "source" }, open < 0
      ? ["All that acts or is acted on, in groups; the number at an arrow tells how many it stands for. ",
        `The ${drawn.arrows.length} fullest are drawn.`]
      : [el("strong", {}, groups[open].label), here >= 0 && [", marked: ", KG.conceptButton(here)], ". ",
        el("a", { id: "map-close", href: KG.link({ c: null, claim: null, group: null }) }, "All groups"), "."]));
    if (!state.claim && n >= 0) KG.panel.concept(n);
    else if (!state.claim) listed(open);
    const kept = [...new Set([...arrows.flatMap(({ from, to }) => [from, to])])];
    KG.legend.filters({ boxes: kept.map((one) => ({ n: one, x: 0, y: 0, w: 0, h: 0 })), arrows }, all);
    if (here >= 0 && !arrows.some((arrow) => arrow.from === here || arrow.to === here)) {
      KG.say(`${graph.label(here)} has no arrow here, or your filters hide it.`);
    }
    const pick = KG.pick(drawn.arrows, (m) => KG.go(m < 0 ? { group: groups[boxOf(m)].id, c: null, claim: null }
      : { c: data.concepts[m].id, group: null, claim: null }));
    const drawing = KG.draw(stage, drawn, { legend: true, tools, pick });
    if (here >= 0 && here !== flown) drawing.fly(here);
    flown = here;
  }

  KG.views.map = { label: "Whole map", frame: () => "picture", show };
})();
