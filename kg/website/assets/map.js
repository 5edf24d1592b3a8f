// The whole map: groups of concepts in columns, with bundles of arrows between them; a group opens in place.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const { groups, nodes } = KG.map;
  const LEAST = 11 / KG.layout.FONT; // No label is smaller than 11 px.
  const BUNDLES = 14, MOSTLY = 0.8; // Drawn between groups, the fullest first; the part that has one sign.
  // Between columns, between boxes of an open group, and between boxes that stand below each other; rows of an open
  // group.
  const AISLE = 48, INSIDE = 48, GAP = 28, ROWS = 12;
  const WRAP = 104, REST = 58, NEAR = 34, TALLEST = 2.6;
  // On a phone an open group is one column, with room for its arrows beside it.
  const BESIDE = 150, APART = 14, ABOVE = 0.22;
  const PORT = 6; // The room of an arrow at a box.
  const RISEN = 280; // Milliseconds, after which the sheet of a phone has risen.
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
      // For an open group, arrows that leave it are drawn for the marked concept.
      if ((from < 0 || to < 0) && open >= 0 && !arrow.chosen) continue;
      const key = from >= 0 && to >= 0 ? arrow.id : `${from}/${to}`;
      found.set(String(key), [...found.get(String(key)) ?? [], { ...arrow, from, to }]);
    }
    const all = [...found].map(([id, some]) => {
      const claims = some.flatMap((arrow) => arrow.claims);
      const [first] = some;
      if (some.length === 1) return { ...first, id, contested: false };
      const main = /** @type {const} */ (["+", "-"])
        .find((way) => some.filter(({ sign }) => sign === way).length >= some.length * MOSTLY);
      return {
        ...first, ...KG.joined(claims), id, claims, count: some.length,
        sign: main ?? /** @type {const} */ (""),
        chosen: some.some((arrow) => arrow.chosen), contested: false, width: 1 + Math.sqrt(some.length) / 2,
      };
    });
    return open < 0 ? all.sort((a, b) => (b.count ?? 1) - (a.count ?? 1))
      .slice(0, BUNDLES) : all;
  }

  /** @param {number} n @param {string} label @param {number} [wrap] @returns {Page.Placed} */
  const boxed = (n, label, wrap = WRAP) => ({ n, label, x: 0, y: 0, ...KG.layout.measure(label, wrap) });
  // A box is as high as the arrows that begin or end at it ask for.
  /** @param {Page.Placed} box @param {Page.Arrow[]} lines @param {number} each */
  const roomy = (box, lines, each) => ({
    ...box, h: Math.max(box.h, each * lines.filter(({ from, to }) => from === box.n || to === box.n).length) });
  /** @param {number} g @param {number} many */
  const named = (g, many) => `${groups[g].label} ${many}`;
  /** The concepts of a group, in the order in which they act. @param {number[]} members @param {Page.Arrow[]} arrows */
  const ordered = (members, arrows) => KG.layout.levels(members, arrows.filter(({ from, to }) => from >= 0 && to >= 0))
    .flat();

  // The boxes of one group: itself, or its concepts in columns that its arrows follow.
  /** @param {number} g @param {number[]} members @param {boolean} isOpen @param {Page.Arrow[]} arrows */
  function cell(g, members, isOpen, arrows) {
    if (!isOpen) {
      const one = boxed(boxOf(g), named(g, members.length));
      return { boxes: [one], w: one.w, h: one.h };
    }
    const boxes = ordered(members, arrows).map((n) => roomy(boxed(n, graph.label(n)), arrows, PORT / 2));
    const wide = Math.max(...boxes.map(({ w }) => w));
    const across = Math.ceil(boxes.length / ROWS);
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

  // Puts cells in columns, from left to right. A group above or below the open one is in line with its concepts.
  /** @param {ReturnType<typeof cell>[][]} columns @returns {Page.Placed[]} */
  function placed(columns) {
    let left = 0;
    return columns.flatMap((column) => {
      const wide = Math.max(...column.map(({ w }) => w));
      const middle = left + wide / 2;
      left += wide + AISLE;
      const inside = column.find(({ boxes }) => boxes.length > 1)?.boxes.map(({ x }) => x) ?? [];
      const line = inside.find((x) => Math.abs(x) <= Math.min(...inside.map(Math.abs))) ?? 0;
      let top = -column.reduce((sum, { h }) => sum + h + 2 * GAP, -2 * GAP) / 2;
      return column.flatMap(({ boxes, h }) => {
        const y = top + h / 2;
        top += h + 2 * GAP;
        return boxes.map((box) => ({ ...box, x: middle + (boxes.length > 1 ? box.x : line), y: box.y + y }));
      });
    });
  }

  // On a phone: the concepts of the open group below each other, and around the one that is marked the groups that act
  // on it and those on which it acts.
  /**
   * @param {number[][]} members @param {number} open @param {number} here @param {Page.Arrow[]} lines
   * @param {number} wrap
   */
  function listing(members, open, here, lines, wrap) {
    /** @param {(line: Page.Arrow) => number} end @param {(line: Page.Arrow) => number} other */
    const beside = (end, other) => [...new Set(lines.filter((line) => end(line) < 0 && other(line) === here).map(end))];
    const before = beside(({ from }) => from, ({ to }) => to);
    const after = beside(({ to }) => to, ({ from }) => from).filter((n) => !before.includes(n));
    const all = ordered(members[open], lines).flatMap((n) => (n === here ? [...before, n, ...after] : [n]));
    let y = 0;
    return all.map((n) => {
      const label = n < 0 ? named(boxOf(n), members[boxOf(n)].length) : graph.label(n);
      const box = roomy({ ...boxed(n, label, wrap), ...(n < 0 && { role: "faint" }) }, lines, PORT);
      y += box.h + APART;
      return { ...box, y: y - box.h / 2 };
    });
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

  /**
   * @param {Page.Arrow[]} arrows @param {number} here @param {number} open @param {HTMLElement} stage
   * @returns {Page.Picture}
   */
  function picture(arrows, here, open, stage) {
    const kept = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const members = groups.map((_, g) => nodes
      .filter(([n, group]) => group === g && (kept.has(n) || n === here)).map(([n]) => n));
    const lines = bundled(arrows, open);
    // A group without a bundle is listed beside the picture; a concept without an arrow in its open group, in the list.
    const joined = new Set(lines.filter(({ from, to }) => open < 0 || (from >= 0 && to >= 0))
      .flatMap(({ from, to }) => [from, to]));
    if (open >= 0 && joined.size) members[open] = members[open].filter((n) => joined.has(n) || n === here);
    if (open < 0) members.forEach((some, g) => { if (!joined.has(boxOf(g))) some.length = 0; });
    const tall = KG.PHONE.matches && open >= 0, down = KG.NARROW.matches && open < 0;
    const made = open < 0 ? atRest(inColumns(members, open, lines).map((column) => column.flatMap((one) => one.boxes)),
      lines, down, stage) : opened(members, open, here, lines, stage);
    const boxes = made.boxes.map((box) => ({ ...box, role: here >= 0 && box.n === here ? "focus" : box.role ?? "" }));
    const inside = boxes.filter(({ n }) => n >= 0).sort((a, b) => a.y - b.y);
    return {
      boxes, arrows: made.arrows, down, tall, least: LEAST,
      start: here >= 0 ? here : inside[tall ? 0 : inside.length >> 1]?.n,
      name: "The whole map by groups, from what people do to what they feel",
    };
  }

  /** @param {number[][]} members @param {number} open @param {Page.Arrow[]} lines */
  function inColumns(members, open, lines) {
    const last = Math.max(...groups.map(({ column }) => column));
    return [...Array(last + 1).keys()].map((c) => groups.flatMap(({ column }, g) => (
      column === c && members[g].length ? [cell(g, members[g], g === open, lines)] : [])))
      .filter((column) => column.length);
  }

  /**
   * @param {number[][]} members @param {number} open @param {number} here @param {Page.Arrow[]} lines
   * @param {HTMLElement} stage
   */
  function opened(members, open, here, lines, stage) {
    const boxes = KG.PHONE.matches
      ? listing(members, open, here, lines, Math.max(WRAP, (stage.clientWidth || 0) - BESIDE))
      : placed(inColumns(members, open, lines));
    return { boxes, arrows: KG.ways(lines, boxes) };
  }

  // The groups that are not in the picture.
  /** @param {Page.Picture} drawn */
  function also({ boxes }) {
    const seen = new Set(boxes.map(({ n }) => n));
    const rest = groups.filter((_, g) => !seen.has(boxOf(g)) && nodes.some(([, group]) => group === g));
    return rest.length > 0 && [" Also: ", rest.map(({ id, label }, i) => [i ? ", " : "",
      el("a", { href: KG.link({ group: id, c: null, claim: null }) }, label)]), "."];
  }

  // What the panel lists: the groups, or the concepts of the open one.
  /** @param {number} open */
  function listed(open) {
    if (open < 0) {
      KG.panel.fill("Groups", el("p", {}, "Choose a group to open it, or an arrow to read its claims."),
        el("ul", { class: "points" }, groups.map(({ id, label }, g) => {
          const many = nodes.filter(([, group]) => group === g).length;
          return many > 0 && el("li", {}, el("a", { href: KG.link({ group: id, c: null, claim: null }) }, label),
            el("span", { class: "source" }, ` ${many}`));
        })));
      return;
    }
    const inside = nodes.filter(([, g]) => g === open).map(([n]) => n)
      .sort((a, b) => graph.label(a).localeCompare(graph.label(b)));
    KG.panel.fill(groups[open].label, el("p", {}, "Choose a concept to see its arrows, also to other groups."),
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
        ...arrow, count: 1, bare: !arrow.claims.includes(claim),
        chosen: arrow.from === here || arrow.to === here || arrow.claims.includes(claim) }));
    const drawn = picture(arrows, here, open, stage);
    bar.replaceChildren(el("h2", { tabindex: -1 }, "Whole map"), tools, el("p", { class: "source" }, open < 0
      ? [`All causes and effects, in groups: the ${drawn.arrows.length} widest bundles of arrows. A grey bundle has `
        + "arrows of several kinds; a number counts concepts.", also(drawn)]
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
    if (here >= 0 && here !== flown) {
      drawing.fly(here);
      if (drawn.tall) setTimeout(() => bring(drawing, here, stage), RISEN);
    }
    flown = here;
  }

  // A long picture scrolls with the page: a box comes above the sheet.
  /** @param {Page.Drawing} drawing @param {number} n @param {HTMLElement} stage */
  function bring(drawing, n, stage) {
    const spot = drawing.spots().boxes.find((box) => box.n === n);
    if (spot) scrollBy(0, stage.getBoundingClientRect().top + spot.y - innerHeight * ABOVE);
  }

  KG.views.map = { label: "Whole map", frame: () => "picture", show };
})();
