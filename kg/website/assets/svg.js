// A picture as plain SVG, from the places that the layout gave: to save it, and to draw where vis-network is missing.
// All looks are attributes, so that a saved picture needs no style sheet.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg } = KG;
  const FONT = "system-ui, sans-serif";
  const EDGE = 16, HEAD = 11, ROUND = 0.55, LINED = 16;
  // How far before its tip a line ends, under its head.
  /** @type {Record<string, number>} */
  const BACK = { raises: HEAD, lowers: 2, changes: 5, none: HEAD, association: 0, other: 2 };
  /** @type {Record<Page.Level, number>} */
  const WIDTH = { high: 2.5, medium: 1.5, low: 1.5 };
  const LEAST = 12 / KG.layout.FONT, MOST = 1.2;

  // Heads, each with its tip at (0, 0) and pointing right.
  /** @type {Record<string, (color: string) => SVGElement | null>} */
  const HEADS = {
    raises: (color) => svg("path", { d: "M-12 -6L0 0L-12 6Z", fill: color }),
    lowers: (color) => svg("path", { d: "M-2 -8V8", stroke: color, "stroke-width": 4, fill: "none" }),
    changes: (color) => svg("circle", { cx: -5, cy: 0, r: 5, fill: color }),
    none: (color) => svg("path", { d: "M-12 0L-6 -6L0 0L-6 6Z", fill: color }),
    association: () => null,
    other: (color) => svg("path", { d: "M-9 -6L0 0L-9 6", stroke: color, "stroke-width": 2.5, fill: "none" }),
  };

  // The end of a line from a box to another point: where it leaves the box.
  /** @param {Page.Placed} box @param {Page.Point} to @returns {Page.Point} */
  function leave(box, to) {
    const [dx, dy] = [to.x - box.x, to.y - box.y];
    const part = Math.min(box.w / 2 / Math.abs(dx || 1e-9), box.h / 2 / Math.abs(dy || 1e-9), 1);
    return { x: box.x + dx * part, y: box.y + dy * part };
  }

  /** @param {Page.Arrow} arrow @param {Map<number, Page.Placed>} boxes @returns {Page.Point[]} */
  function along(arrow, boxes) {
    if (arrow.points?.length) return arrow.points;
    const [from, to] = /** @type {Page.Placed[]} */ ([boxes.get(arrow.from), boxes.get(arrow.to)]);
    return from === to ? [] : [leave(from, to), leave(to, from)];
  }

  /** @param {number} value */
  const short = (value) => String(Math.round(value * 10) / 10);

  // The way through points, each piece leaving and arriving along the columns, and the direction in which it ends.
  /** @param {Page.Point[]} given @param {boolean} down @param {number} head */
  function way(given, down, head) {
    const points = given.map((point) => ({ ...point }));
    const [end, before] = [points[points.length - 1], points[points.length - 2]];
    const [dx, dy] = [end.x - before.x, end.y - before.y];
    const upright = down ? Math.abs(dy) > 1 : Math.abs(dx) <= 1;
    const turn = upright ? (dy < 0 ? -90 : 90) : dx < 0 ? 180 : 0;
    const tip = { ...end };
    const back = Math.min(head, Math.hypot(dx, dy) / 2);
    end.x -= Math.round(Math.cos((turn * Math.PI) / 180)) * back;
    end.y -= Math.round(Math.sin((turn * Math.PI) / 180)) * back;
    const pieces = points.slice(1).map((point, i) => {
      const { x, y } = points[i];
      const [one, two] = upright
        ? [{ x, y: y + (point.y - y) * ROUND }, { x: point.x, y: point.y - (point.y - y) * ROUND }]
        : [{ x: x + (point.x - x) * ROUND, y }, { x: point.x - (point.x - x) * ROUND, y: point.y }];
      return `C${[one, two, point].map((each) => `${short(each.x)} ${short(each.y)}`).join(" ")}`;
    });
    return { d: `M${short(points[0].x)} ${short(points[0].y)}${pieces.join("")}`, tip, turn };
  }

  // A loop above a box that acts on itself.
  /** @param {Page.Placed} box */
  function itself({ x, y, h }) {
    const top = y - h / 2;
    const [out, home, left, right] = [x - 12, x + 12, x - 26, x + 26].map(short);
    const up = short(top - 30);
    return { d: `M${out} ${short(top)}C${left} ${up} ${right} ${up} ${home} ${short(top - HEAD)}`,
      tip: { x: x + 12, y: top }, turn: 90 };
  }

  // How many arrows begin or end at each box.
  /** @param {Page.Arrow[]} arrows */
  function crowds(arrows) {
    /** @type {Map<number, number>} */
    const crowd = new Map();
    for (const { from, to } of arrows) for (const n of [from, to]) crowd.set(n, (crowd.get(n) ?? 0) + 1);
    return crowd;
  }

  // What is written beside an arrow at its less crowded end: that sources disagree, and how many claims it stands for.
  /** @param {Page.Arrow} arrow @param {Page.Point[]} points @param {Page.Around} around @param {string} ground */
  function tag(arrow, points, { picture, crowd, taken }, ground) {
    const many = (arrow.count ?? 0) > 1 ? `×${arrow.count}` : "";
    const words = [arrow.contested ? "≠" : "", many].filter(Boolean).join(" ");
    const ends = [points[0], points[points.length - 1]];
    if (!words || arrow.faint || points.length < 2) return null;
    const w = words.length * 8 + 4;
    if (Math.max(Math.abs(ends[0].x - ends[1].x), Math.abs(ends[0].y - ends[1].y)) < w + 40) return null;
    const last = (crowd.get(arrow.from) ?? 0) >= (crowd.get(arrow.to) ?? 0);
    const [end, ...onward] = last ? [...points].reverse() : points;
    const away = (last ? 20 : 8) + w / 2; // Beyond the head; a piece may be shorter.
    const next = onward.find(({ x, y }) => Math.max(Math.abs(x - end.x), Math.abs(y - end.y)) >= 2 * away)
      ?? onward[onward.length - 1];
    /** @param {number} a @param {number} b */
    const off = (a, b) => Math.sign(b - a) * Math.min(Math.abs(b - a) / 2, away);
    const [x, y] = picture.down ? [end.x, end.y + off(end.y, next.y)] : [end.x + off(end.x, next.x), end.y];
    // No number over another: the one that comes later is left out, as the claims behind the arrow have it.
    if (taken.some((one) => Math.abs(one.x - x) < (one.w + w) / 2 && Math.abs(one.y - y) < LINED)) return null;
    taken.push({ x, y, w });
    return svg("g", {}, " ", svg("rect", { x: short(x - w / 2), y: short(y - 8), width: w, height: 16, fill: ground }),
      svg("text", { x: short(x), y: short(y + 5), fill: KG.colour("ink"), "text-anchor": "middle" }, words));
  }

  /** @param {Page.Arrow} arrow @param {Page.Around} around */
  function line(arrow, around) {
    const { picture, boxes, some } = around;
    const style = KG.EFFECT[arrow.look ?? arrow.sign];
    const faded = some && !arrow.chosen;
    const own = arrow.faint || faded ? "mark" : KG.look.COLOUR[style];
    const [page, halo, colour] = ["surface", "halo", own].map(KG.colour);
    /** @param {number} n */
    const name = (n) => boxes.get(n)?.label ?? KG.graph.label(n);
    const points = along(arrow, boxes);
    const { d, tip, turn } = points.length ? way(points, Boolean(picture.down), BACK[style])
      : itself(/** @type {Page.Placed} */ (boxes.get(arrow.from)));
    const band = KG.band(Number(arrow.conf));
    const marked = Boolean(arrow.best || arrow.chosen) && !faded && !arrow.bare;
    const head = HEADS[style](colour);
    const cut = head && svg("g", { transform: `translate(${short(tip.x)} ${short(tip.y)}) rotate(${turn})` }, head);
    return svg("g", { class: "arrow", data: { arrow: String(arrow.id) } },
      svg("title", {}, `${name(arrow.from)} ${KG.VERB[arrow.sign]} ${name(arrow.to)}`),
      svg("path", {
        d, fill: "none", stroke: marked ? halo : page, "stroke-width": WIDTH[band] + 9,
        "stroke-opacity": marked ? 1 : 0,
      }),
      svg("path", {
        d, fill: "none", stroke: colour, "stroke-width": (arrow.width ?? WIDTH[band]) + (arrow.chosen ? 1 : 0),
        "stroke-dasharray": band === "low" && !arrow.width && "5 4",
      }),
      cut, faded ? null : tag(arrow, points, around, marked ? halo : page));
  }

  /** @param {Page.Placed} box */
  function frame(box) {
    const [page, ink, quiet, plain, mark] = ["surface", "ink", "ink-3", "mark", "sun-soft"].map(KG.colour);
    const marked = ["focus", "end", "held"].includes(box.role ?? "");
    const faint = box.role === "faint";
    const lines = [...box.lines ?? [KG.graph.label(box.n)]];
    const sure = box.maybe ? KG.PROBABLY[box.arrow ?? ""] : box.arrow;
    if (sure) lines[0] = `${sure} ${lines[0]}`;
    const first = box.y - ((lines.length - 1) * KG.layout.LINE) / 2 + KG.layout.FONT * 0.35;
    return svg("g", { class: "box", data: { box: String(box.n) } },
      svg("rect", {
        x: short(box.x - box.w / 2), y: short(box.y - box.h / 2), width: short(box.w), height: short(box.h), rx: 5,
        fill: marked ? mark : page, stroke: marked ? ink : plain, "stroke-width": marked ? 1.75 : 1,
        "stroke-dasharray": box.role === "fog" && "4 4",
      }),
      svg("text", { "text-anchor": "middle", fill: faint ? quiet : ink }, lines.map((text, i) => [
        i ? " " : "", svg("tspan", { x: short(box.x), y: short(first + i * KG.layout.LINE) }, text)])));
  }

  /** @param {Page.Picture} picture */
  function bounds({ boxes, arrows }) {
    /** @param {Page.Placed} box */
    const corners = ({ x, y, w, h }) => [{ x: x - w / 2, y: y - h / 2 }, { x: x + w / 2, y: y + h / 2 }];
    const points = [...boxes.flatMap(corners),
      ...arrows.flatMap((arrow) => arrow.points ?? [])];
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const loops = arrows.some(({ from, to }) => from === to) ? 30 : 0;
    const [left, top] = [Math.min(...xs) - EDGE, Math.min(...ys) - EDGE - loops];
    return { left, top, width: Math.max(...xs) + EDGE - left, height: Math.max(...ys) + EDGE - top };
  }

  // A whole picture, in the colours of the theme, at its own size.
  KG.vector = (picture) => {
    const { left, top, width, height } = bounds(picture);
    const boxes = new Map(picture.boxes.map((box) => [box.n, box]));
    const some = picture.arrows.some((arrow) => arrow.chosen);
    const around = { picture, boxes, crowd: crowds(picture.arrows), some, taken: [] };
    const page = KG.colour("surface");
    return svg("svg", {
      viewBox: [left, top, width, height].map(short).join(" "), width: short(width), height: short(height),
      "font-family": FONT, "font-size": KG.layout.FONT, "aria-label": picture.name ?? "Picture", role: "group",
    },
    svg("rect", { x: short(left), y: short(top), width: short(width), height: short(height), fill: page }),
    picture.arrows.map((arrow) => line(arrow, around)), picture.boxes.map(frame));
  };

  // Makes a part of a picture a button.
  /** @param {SVGElement} part @param {string} label @param {() => void} act */
  function choose(part, label, act) {
    part.setAttribute("role", "button");
    part.setAttribute("tabindex", "0");
    part.setAttribute("aria-label", label);
    part.addEventListener("click", act);
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
  }

  // Draws in `place` without vis-network, as KG.draw does with it.
  KG.plain = (place) => {
    const stage = el("div", { class: "canvas vector", tabindex: 0, role: "group", "aria-label": "Picture" });
    place.replaceChildren(stage);
    /** @type {Page.Picture | null} */
    let picture = null;
    /** @type {Page.Hooks} */
    let hooks = {};
    let scale = 1;

    /** @param {SVGSVGElement} drawn @param {Page.Picture} shown */
    function live(drawn, { boxes, arrows }) {
      const [lines, frames] = ["arrow", "box"].map((name) => (
        /** @type {NodeListOf<SVGElement>} */ (drawn.querySelectorAll(`.${name}`))));
      // The name has all text that can be seen.
      /** @param {SVGElement} part */
      const name = ({ textContent }) => String(textContent).trim();
      arrows.forEach((arrow, i) => choose(lines[i], name(lines[i]), () => hooks.pick?.("arrow", arrow.id)));
      boxes.forEach((box, i) => choose(frames[i], name(frames[i]), () => hooks.pick?.("concept", box.n)));
    }

    function size() {
      const drawn = stage.querySelector("svg");
      if (!picture || !drawn || !stage.clientWidth) return;
      const { width, height } = bounds(picture);
      const across = stage.clientWidth / width, down = stage.clientHeight / height;
      scale = Math.min(MOST, Math.max(picture.least ?? LEAST, Math.min(across, KG.NARROW.matches ? across : down)));
      // What is shown whole makes its own room, as there may be none.
      place.style.height = picture.tall && KG.NARROW.matches ? `${Math.ceil(height * scale)}px` : "";
      drawn.setAttribute("width", short(width * scale));
      drawn.setAttribute("height", short(height * scale));
      stage.dataset.scale = scale.toFixed(3);
    }

    function paint() {
      if (!picture) return;
      const drawn = KG.vector(picture);
      live(drawn, picture);
      stage.replaceChildren(drawn);
      size();
    }

    /** @param {Page.Picture} next @param {Page.Hooks} nextHooks */
    function show(next, nextHooks) {
      [picture, hooks] = [next.boxes.length ? next : null, nextHooks];
      stage.setAttribute("aria-label", next.name ?? "Picture");
      if (picture) paint();
      else stage.replaceChildren();
    }

    new ResizeObserver(size).observe(stage);
    addEventListener("kg-theme", paint);
    return {
      show,
      fit: size,
      settle: size,
      fly: (n) => stage.querySelector(`[data-box="${n}"]`)?.scrollIntoView({ block: "center", inline: "center" }),
      spots: () => ({ scale, boxes: picture?.boxes ?? [], arrows: picture?.arrows ?? [] }),
    };
  };
})();
