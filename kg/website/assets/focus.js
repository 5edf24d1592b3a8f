// Focus: one concept in the middle, what is said to change it at left, what it is said to change at right.
(() => {
  "use strict";
  const { KG } = window;
  const { el, button, data, graph } = KG;
  // Boxes beside the one in focus: as many as can be read at once, where there is little room, the
  // fewest that are tried, and the most there are.
  const MOST = 34, SMALL = 14, FEWEST = 10, ALL = 79;
  // With two steps this share of the boxes is for the first.
  const NEAR = 0.4;
  // Where labels have 12 px, this much of a picture fits into a pixel; the margin around it; the room between boxes.
  const UNITS = KG.layout.FONT / 12, MARGIN = 32, BETWEEN = 14;
  // Widths of text and ways between columns to try, until the picture fits.
  const WIDTHS = [{ wrap: 142 }, { wrap: 112, aisle: 46 }, { wrap: 88, aisle: 26 }, { wrap: 70, aisle: 18 }];
  /** @type {Page.Drawn[]} */
  const CAUSAL = ["+", "-", "?", "0"];

  // The claims that begin (1) or end (-1) at a quantity or one of its levels.
  /** @type {Record<Page.Way, Map<number, number[]>>} */
  const found = { 1: new Map(), "-1": new Map() };
  /** @param {Page.Claim} claim @returns {[Page.Way, number][]} */
  const endsOf = ({ s, o }) => [[1, s], [-1, o ?? -1]];
  data.claims.forEach((body, claim) => endsOf(body).forEach(([way, n]) => {
    const quantity = graph.quantity(n);
    found[way].set(quantity, [...(found[way].get(quantity) ?? []), claim]);
  }));
  /** @param {number} n */
  const touching = (n) => data.claims.flatMap(({ s, o }, claim) => (s === n || o === n ? [claim] : []));
  /** @param {Page.Arrow} a @param {Page.Arrow} b */
  const sooner = (a, b) => CAUSAL.indexOf(a.sign) - CAUSAL.indexOf(b.sign);
  /** @param {Page.Arrow} a @param {Page.Arrow} b */
  const best = (a, b) => Number(b.conf) - Number(a.conf) || sooner(a, b) || a.claims[0] - b.claims[0];
  /** @param {Page.Neighbour} a @param {Page.Neighbour} b */
  const bySign = ({ arrows: [a] }, { arrows: [b] }) => sooner(a, b) || best(a, b);

  // Claims as arrows: those on one pair and of one sign are one arrow. `ends` gives {from, to, sign} of a claim, or
  // null.
  /**
   * @param {number[]} claims @param {(claim: Page.Claim) => Page.Ends & { sign: Page.Drawn } | null} ends
   * @returns {Page.Arrow[]}
   */
  function arrowsOf(claims, ends) {
    /** @type {Map<string, Page.Ends & { id: string, sign: Page.Drawn, claims: number[] }>} */
    const found = new Map();
    for (const n of claims) {
      const arrow = ends(data.claims[n]);
      if (!arrow || arrow.from === arrow.to) continue;
      const id = `${arrow.from}/${arrow.to}/${arrow.sign}`;
      if (!found.has(id)) found.set(id, { id, ...arrow, claims: [] });
      found.get(id).claims.push(n);
    }
    return [...found.values()].map((arrow) => ({ ...arrow, ...KG.joined(arrow.claims) }));
  }
  /** @param {Page.Claim} claim */
  const asWorded = ({ s, r, o }) => (o === undefined ? null : { from: s, to: o, sign: KG.sign(r) });

  // The neighbours of a concept by its arrows, the best supported first; `side` is -1 for causes, 1 for effects.
  /** @param {number} n @param {Page.Arrow[]} arrows @returns {Page.Neighbour[]} */
  function ring(n, arrows) {
    /** @type {Map<number, Page.Arrow[]>} */
    const by = new Map();
    for (const arrow of arrows) {
      const other = arrow.from === n ? arrow.to : arrow.from;
      by.set(other, [...(by.get(other) ?? []), arrow]);
    }
    return [...by].map(/** @returns {Page.Neighbour} */ ([other, own]) => (
      { n: other, arrows: own.sort(best), side: own.some((arrow) => arrow.from === n) ? 1 : -1 }))
      .sort((a, b) => best(a.arrows[0], b.arrows[0]));
  }

  /** @param {Page.Drawn} sign @returns {Page.Drawn} */
  const flip = (sign) => (sign === "+" ? "-" : sign === "-" ? "+" : sign);

  // The second step: what acts on the causes, or what the effects act on, as far as it is causal. A claim on another
  // level of the same quantity is reversed: "hypocalcemia causes x" is drawn as serum calcium lowering x.
  /** @param {number[]} nodes @param {Set<number>} drawn @param {Page.Way} side */
  function beyond(nodes, drawn, side) {
    return nodes.flatMap((near) => {
      return arrowsOf(found[side].get(graph.quantity(near)) ?? [], ({ s, r, o }) => {
        const [own, other] = side > 0 ? [s, o] : [o, s];
        const sign = KG.sign(r);
        if (other === undefined || drawn.has(other) || !CAUSAL.includes(sign)) return null;
        const turned = graph.direction(own) === graph.direction(near) ? sign : flip(sign);
        return side > 0 ? { from: near, to: other, sign: turned } : { from: other, to: near, sign: turned };
      });
    });
  }

  // What is drawn: all arrows there are, the ring they make, and which of them the filters and the claim in the panel
  // leave.
  /** @param {number} n @param {number} claim */
  function chosen(n, claim) {
    const all = arrowsOf(touching(n), asWorded);
    const told = all.filter((arrow) => arrow.claims.includes(claim));
    const kept = KG.legend.filter(all, n);
    const ringed = ring(n, [...kept, ...told.filter(({ id }) => kept.every((arrow) => arrow.id !== id))]);
    // The claim in the panel is drawn whatever the filters say, and on the first page.
    /** @param {Page.Neighbour} neighbour */
    const first = ({ arrows }) => Number(arrows.some(({ id }) => told.some((arrow) => arrow.id === id)));
    return { all, ringed: ringed.sort((a, b) => first(b) - first(a)), hidden: ring(n, all).length - ringed.length };
  }

  // What to draw for some neighbours, with or without a second step: boxes, arrows and columns.
  /**
   * @param {number} n @param {Page.Neighbour[]} shown
   * @param {{ two: boolean, most: number, room: Page.Free, claim: number }} options
   */
  function plan(n, shown, { two, most, room, claim }) {
    /** @param {Page.Way} way */
    const side = (way) => [...shown].sort(bySign).filter((one) => one.side === way).map((one) => one.n);
    const drawn = new Set([n, ...shown.map((one) => one.n)]);
    /** @type {Page.Arrow[]} */
    const second = [];
    const arrows = shown.flatMap((one) => one.arrows);
    const columns = /** @type {Page.Way[]} */ ([-1, 1]).map((way) => {
      if (!two) return split(side(way), room);
      const all = beyond(side(way), drawn, way);
      /** @param {Page.Arrow} arrow */
      const other = (arrow) => (way > 0 ? arrow.to : arrow.from);
      const left = KG.legend.filter(all, n).sort(best);
      const kept = new Set([...new Set(left.map(other))].slice(0, Math.floor((most - shown.length) / 2)));
      second.push(...all);
      arrows.push(...left.filter((arrow) => kept.has(other(arrow))));
      for (const node of kept) drawn.add(node);
      return [side(way), [...kept]];
    });
    return {
      second,
      boxes: [...drawn].map((m) => ({ n: m, role: m === n ? "focus" : "" })),
      arrows: arrows.map((arrow) => ({ ...arrow, chosen: arrow.claims.includes(claim) })),
      columns: [...columns[0].reverse(), [n], ...columns[1]].filter((column) => column.length),
    };
  }

  // The widest text with which a plan fits into the room; null if none does.
  /** @param {{ columns: number[][], arrows: Page.Arrow[] }} plan @param {Page.Free} room */
  const fitting = ({ columns, arrows }, room) => WIDTHS.find((width) => {
    const { w, h } = KG.layout.extent(columns, arrows, width);
    return w <= room.w && h <= room.h;
  });

  // A list that is too long for one column takes two, the near one first; where there is little room it stays one.
  /** @param {number[]} nodes @param {Page.Free} room */
  function split(nodes, room) {
    const high = nodes.reduce((sum, m) => sum + KG.layout.measure(graph.label(m)).h + BETWEEN, 0);
    if (room.small || high <= room.h) return [nodes];
    return [0, 1].map((odd) => nodes.filter((_, i) => i % 2 === odd));
  }

  // The page of the neighbours that is asked for, so many of them as can be read, and their picture.
  /**
   * @param {number} n @param {Page.Neighbour[]} ringed @param {Page.State} state @param {HTMLElement} stage
   * @param {number} claim
   */
  function paged(n, ringed, state, stage, claim) {
    const two = state.d === 2;
    const small = KG.small(stage);
    const [w, h] = [stage.clientWidth || 750, stage.clientHeight || 560].map((free) => (free - MARGIN) * UNITS);
    const room = { small, w, h: small ? Infinity : h };
    /** @param {number} size @param {number} at */
    const part = (size, at) => ringed.slice((at - 1) * size, at * size);
    /** @param {number} most */
    const draft = (most, at = 1) => {
      const size = two ? Math.ceil(most * NEAR) : most;
      return { size, made: plan(n, part(size, at), { two, most, room, claim }) };
    };
    // The first page says how many fit, so that the pages do not shift.
    let most = state.all ? ALL : small ? SMALL : MOST;
    while (!state.all && most > FEWEST && !fitting(draft(most).made, room)) most -= two ? 4 : 2;
    const { size } = draft(most);
    const page = Math.min(Math.max(state.page ?? 1, 1), Math.max(Math.ceil(ringed.length / size), 1));
    const { made } = draft(most, page);
    const { boxes, arrows, second } = made;
    // Where three columns do not fit beside each other, causes are above effects.
    const tall = small && !two;
    const stacked = tall && !fitting(made, room);
    const columns = stacked ? [[n], made.columns.flat().filter((m) => m !== n)] : made.columns;
    const width = fitting({ columns, arrows }, room) ?? WIDTHS[small ? 3 : 1];
    const picture = { ...KG.layout.picture(boxes, arrows, { columns, ...width }), start: n, tall };
    const pages = state.all ? 1 : Math.ceil(ringed.length / size);
    return { shown: part(size, page), size, page, pages, second, picture, stacked };
  }

  // Claims about other levels of the same quantity are shown as they are worded, each with its own level.
  /** @param {number} n @returns {Page.Child} */
  function levels(n) {
    const family = data.concepts.flatMap((_, m) => (m !== n && graph.quantity(m) === graph.quantity(n) ? [m] : []));
    const known = family.map(/** @returns {[number, number]} */ (m) => [m, touching(m).length])
      .filter(([, claims]) => claims);
    if (!known.length || KG.single) return null;
    return ["See also ", known.map(([m, claims], i) => [i ? ", " : "", KG.conceptButton(m), ` (${claims})`]), "."];
  }

  /**
   * @param {Page.State} state @param {{ page: number, pages: number, size: number }} view
   * @param {Page.Neighbour[]} ringed
   */
  function buttons(state, { page, pages, size }, ringed) {
    // A single picture holds the first step only.
    const steps = KG.single ? [] : [1, 2].map((d) => button(KG.count(d, "step"),
      () => KG.go({ d: d === 1 ? null : d, page: null }), { "aria-pressed": String((state.d ?? 1) === d) }));
    if (state.all) return [...steps, button("Fewer", () => KG.go({ all: null }))];
    if (pages < 2) return steps;
    const many = ringed.length;
    const next = page < pages ? button(`Next ${Math.min(size, many - page * size)}`, () => KG.go({ page: page + 1 }))
      : button("From the first", () => KG.go({ page: null }));
    const every = button(many > ALL ? `Best ${ALL}` : `All ${many}`, () => KG.go({ all: 1, page: null }));
    return [...steps, next, every];
  }

  /**
   * @param {{ shown: Page.Neighbour[], page: number, size: number, stacked?: boolean }} view
   * @param {Page.Neighbour[]} ringed
   * @param {number} hidden
   */
  function words({ shown, page, size, stacked }, ringed, hidden) {
    const why = KG.state.off ? "hidden by the filters" : "linked without a causal claim";
    if (!ringed.length) {
      const out = hidden ? `; ${hidden} neighbours are ${why}` : "";
      return `No causal claim about it is drawn${out}. `;
    }
    /** @param {Page.Way} way @param {string} name @param {string} where */
    const count = (way, name, where) => {
      const many = shown.filter((one) => one.side === way).length;
      return many ? `${KG.count(many, name)} ${where}` : "";
    };
    const from = (page - 1) * size;
    const places = page > 1 ? `places ${from + 1} to ${from + shown.length}` : `the ${shown.length} best supported`;
    const which = shown.length === ringed.length ? "" : `: ${places} of ${ringed.length}`;
    const out = hidden > 0 ? `; ${hidden} more ${why}` : "";
    const [before, after] = stacked ? ["above", "below"] : ["left", "right"];
    const sides = [count(-1, "cause", before), count(1, "effect", after)].filter(Boolean).join(", ");
    return `${sides}${which}${out}. `;
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!place.firstChild) {
      place.append(el("div", { class: "bar", id: "focus-bar" }), el("div", { class: "picture", id: "focus-picture" }));
    }
    const [bar, stage] = /** @type {HTMLCollectionOf<HTMLElement>} */ (place.children);
    const claim = state.claim ? graph.claimById(state.claim) : -1;
    const n = graph.byId(state.c);
    if (n < 0) {
      bar.replaceChildren(el("h2", { tabindex: -1 }, "No concept"),
        el("p", {}, "There is nothing to show: the graph has no concepts."));
      return;
    }
    if (!state.claim) KG.panel.concept(n);
    const { all, ringed, hidden } = chosen(n, claim);
    const tools = el("div", { class: "tools", role: "group", "aria-label": "What is drawn" });
    const told = el("p", { class: "source" });
    // The legend and the lines above the picture come first: they say how much room is left for it.
    bar.replaceChildren(el("h2", { tabindex: -1 }, `${graph.label(n)}: causes and effects`), tools, told);
    told.append(words({ shown: [], page: 1, size: 1 }, ringed, hidden), ...[levels(n)].flat(Infinity).filter(Boolean));
    const view = paged(n, ringed, state, stage, claim);
    const text = words(view, ringed, hidden);
    /** @type {Node} */ (told.firstChild).textContent = text;
    tools.append(...buttons(state, view, ringed));
    if (place.dataset.about && place.dataset.about !== String(n)) KG.say(`${graph.label(n)}: ${text}`);
    place.dataset.about = String(n);
    KG.legend.filters(view.picture, [...all, ...view.second]);
    const pick = KG.pick(view.picture.arrows, (m) => (
      KG.go({ c: data.concepts[m].id, claim: null, page: null, all: null })));
    KG.draw(stage, { ...view.picture, name: `${graph.label(n)}: causes left, effects right` },
      { legend: true, tools, pick });
  }

  KG.views.focus = { label: "Explore", frame: () => "picture", show };
})();
