// Draws boxes and arrows with vis-network where KG.layout put them: no physics, no menus of its own.
(() => {
  "use strict";
  const { KG } = window;
  const { el } = KG;
  const FONT = "system-ui, sans-serif";
  // What vis calls a margin, which it adds to the size of a box, must not be 0.
  const MARGIN = 4;
  // Zoom: where labels have 12 px, the limits, and one turn.
  const READABLE = 12 / KG.layout.FONT, LEAST = 0.05, MOST = 2.5, TURN = 1.25;
  const EDGE = 14;
  // Room for the headings of columns, in two rows where they are close to each other.
  const HEAD = 70, CLOSE = 130, LEAST_ROOM = 60;
  /** @type {Record<string, { type: string, scaleFactor: number } | null>} */
  const HEADS = {
    raises: { type: "arrow", scaleFactor: 0.75 },
    lowers: { type: "bar", scaleFactor: 0.85 },
    changes: { type: "circle", scaleFactor: 0.5 },
    none: { type: "diamond", scaleFactor: 0.55 },
    association: null,
    other: { type: "vee", scaleFactor: 0.6 },
  };
  const WIDTH = { high: 4.5, medium: 2.8, low: 2 };
  const DASHES = { high: false, medium: false, low: [9, 5] };
  // The options of the network that pyvis made; in a single picture the wheel scrolls the page around it.
  const OPTIONS = { ...KG.map.options, interaction: { ...KG.map.options.interaction, selectable: false, zoomView: !KG.single } };
  const KEYS = "In the picture: left and right arrow keys go to a cause or an effect, up and down to its neighbours, Enter opens, plus and minus zoom, 0 shows all.";

  // Colours between two others; `part` of the first.
  /** @param {string} hex */
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  /** @param {string} one @param {string} other @param {number} part */
  const mix = (one, other, part) => `#${channels(one).map((value, i) =>
    Math.round(value * part + channels(other)[i] * (1 - part)).toString(16).padStart(2, "0")).join("")}`;

  /** @type {WeakMap<HTMLElement, Page.Drawing>} */
  const drawn = new WeakMap();

  // Draws `picture` in `place` and gives {fit, spots}; the last drawing is KG.drawing. A picture has `boxes` and `arrows`, and may have
  // `columns` (headings), `name` (for readers that see no canvas), `start` (the box in the middle), `overview` (as
  // small as need be). `pick(kind, id)` is told of a box ("concept", n) or an arrow ("arrow", id) that was chosen.
  KG.draw = (place, picture, hooks = {}) => {
    if (!drawn.has(place)) drawn.set(place, window.vis ? canvas(place) : KG.plain(place));
    const drawing = drawn.get(place);
    if (!hooks.legend) KG.legend.key(picture);
    drawing.show(picture, hooks);
    KG.drawing = drawing;
    KG.shown = { picture, place };
    return drawing;
  };

  /** @param {HTMLElement} place @returns {Page.Drawing} */
  function canvas(place) {
    const keys = el("p", { id: `keys-${place.id || "picture"}`, class: "hidden" }, KEYS);
    const frame = el("div", { class: "canvas", tabindex: 0, role: "group", "aria-describedby": keys.id });
    const zooms = el("div", { class: "zoom", role: "group", "aria-label": "Size of the picture" },
      KG.button("−", () => zoom(1 / TURN), { "aria-label": "Smaller" }),
      KG.button("+", () => zoom(TURN), { "aria-label": "Larger" }),
      KG.button("Whole picture", () => fit(true)));
    place.replaceChildren(frame, zooms, keys);
    /** @type {vis.DataSet<vis.Item>} */
    const nodes = new vis.DataSet();
    /** @type {vis.DataSet<vis.Item & { arrow: number }>} */
    const edges = new vis.DataSet();
    const network = new vis.Network(frame, { nodes, edges }, OPTIONS);
    for (const inner of frame.querySelectorAll("[tabindex]")) inner.removeAttribute("tabindex");
    // None before something is shown.
    let picture = /** @type {Page.Picture} */ (/** @type {unknown} */ (null));
    /** @type {Page.Hooks} */
    let hooks = {};
    /** @type {number | null} */
    let cursor = null;
    let key = "", touched = false;

    /** @param {Page.Picture} next @param {Page.Hooks} nextHooks */
    function show(next, nextHooks) {
      const same = JSON.stringify([...next.boxes.map(({ n, x, y }) => [n, x, y]), ...next.arrows.map(({ id }) => id)]);
      [picture, hooks] = [next, nextHooks];
      frame.setAttribute("aria-label", next.name ?? "Picture");
      (hooks.tools ?? place).append(zooms);
      if (!next.boxes.some((box) => box.n === cursor)) cursor = null;
      if (same === key) {
        paint();
        return;
      }
      key = same;
      edges.clear();
      nodes.clear();
      paint();
      touched = false;
      size();
    }

    function paint() {
      const look = palette();
      const some = picture.arrows.some((arrow) => arrow.chosen);
      nodes.update(picture.boxes.map((box) => node(box, look, box.n === cursor)));
      /** @type {vis.Item[]} */
      const stops = [];
      /** @type {(vis.Item & { arrow: number })[]} */
      const pieces = [];
      /** @type {Map<string, number>} */
      const twins = new Map();
      picture.arrows.forEach((arrow, i) => {
        const pair = `${arrow.from}/${arrow.to}`;
        const twin = twins.get(pair) ?? 0;
        twins.set(pair, twin + 1);
        const [points, parts] = way(arrow, i, look, some && !arrow.chosen, twin);
        stops.push(...points);
        pieces.push(...parts);
      });
      nodes.update(stops);
      edges.update(pieces);
    }

    // An arrow in pieces along the points of its way, else in one piece from box to box.
    /**
     * @param {Page.Arrow} arrow @param {number} i @param {Record<string, string>} look @param {boolean} faded
     * @param {number} twin @returns {[points: vis.Item[], parts: (vis.Item & { arrow: number })[]]}
     */
    function way(arrow, i, look, faded, twin) {
      const style = KG.EFFECT[arrow.sign];
      const band = KG.band(Number(arrow.conf));
      const faint = arrow.faint || faded;
      const color = faint || (picture.overview && !arrow.chosen) ? mix(look[style], look.page, picture.overview && !faded ? 0.55 : 0.28) : look[style];
      const points = (arrow.points ?? []).map(({ x, y }, p) => ({ id: `s${i}/${p}`, x, y, shape: "dot", size: 0, label: " ", borderWidth: 0, group: "stop" }));
      const ends = points.length ? points.map((point) => point.id) : [`n${arrow.from}`, `n${arrow.to}`];
      const parts = ends.slice(1).map((end, p) => {
        const last = p === ends.length - 2;
        return {
          id: `a${i}.${p}`, from: ends[p], to: end, arrow: i,
          width: WIDTH[band] * (picture.overview && arrow.chosen ? 2 : 1) + (arrow.chosen ? 1 : 0),
          dashes: DASHES[band],
          color: { color },
          arrowStrikethrough: style === "lowers",
          arrows: { to: last && HEADS[style] ? { enabled: true, ...HEADS[style] } : { enabled: false } },
          background: { enabled: Boolean(arrow.best || arrow.chosen) && !faded && !picture.overview, color: look.halo, size: WIDTH[band] + 9, dashes: false },
          smooth: bend(arrow, twin),
          selfReference: { size: 18, angle: 0.8 },
        };
      });
      return [points, parts];
    }

    /** @param {Page.Arrow} arrow @param {number} twin */
    function bend(arrow, twin) {
      const [a, b] = /** @type {Page.Placed[]} */ (
        [arrow.from, arrow.to].map((n) => picture.boxes.find((box) => box.n === n)));
      if (!arrow.points && a.x === b.x) return { enabled: true, type: "curvedCW", roundness: 0.25 + 0.15 * twin };
      if (!arrow.points && twin) return { enabled: true, type: "curvedCCW", roundness: 0.12 * twin };
      return { enabled: true, type: "cubicBezier", forceDirection: picture.down ? "vertical" : "horizontal", roundness: 0.55 };
    }

    // Where the picture stands.

    function bounds() {
      const xs = picture.boxes.flatMap((box) => [box.x - box.w / 2, box.x + box.w / 2]);
      const ys = [...picture.boxes.flatMap((box) => [box.y - box.h / 2, box.y + box.h / 2]),
        ...picture.arrows.flatMap((arrow) => (arrow.points ?? []).map((point) => point.y))];
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    }

    // The height of the picture at the width that there is.
    function snug() {
      const { left, right, top, bottom } = bounds();
      const scale = Math.min(1.2, Math.max(READABLE, (frame.clientWidth - 2 * EDGE) / (right - left)));
      return (bottom - top) * scale + 3 * EDGE;
    }

    // The whole picture; unless `whole` is asked for, never so small that it cannot be read.
    function fit(whole = false) {
      if (!picture?.boxes.length || !frame.clientWidth) return;
      const { left, right, top, bottom } = bounds();
      const head = picture.columns ? HEAD : 0;
      // The headings of an overview stick out at both sides.
      const edge = picture.overview ? Math.min(70, frame.clientWidth / 12) : EDGE;
      const across = (frame.clientWidth - 2 * edge) / (right - left), down = (frame.clientHeight - 2 * EDGE - head) / (bottom - top);
      let scale = Math.min(across, down, 1.2);
      const position = { x: (left + right) / 2, y: (top + bottom) / 2 - head / 2 / scale };
      if (!whole && !picture.overview && scale < READABLE) {
        scale = READABLE;
        const first = picture.boxes.find((box) => box.n === picture.start) ?? picture.boxes[0];
        if (across < scale) position.x = within(first.x, left, right, frame.clientWidth / scale);
        if (down < scale) position.y = within(first.y, top, bottom, frame.clientHeight / scale);
      }
      network.moveTo({ position, scale: Math.max(scale, LEAST) });
      frame.dataset.scale = scale.toFixed(3);
    }

    // The middle of a window of this `length` that shows `at` in its middle as far as the picture goes.
    /** @param {number} at @param {number} low @param {number} high @param {number} length */
    const within = (at, low, high, length) => Math.max(low + length / 2 - 2 * EDGE, Math.min(high - length / 2 + 2 * EDGE, at));

    /** @param {number} turn */
    function zoom(turn) {
      touched = true;
      const scale = Math.max(LEAST, Math.min(MOST, network.getScale() * turn));
      const focus = picture.boxes.find((box) => box.n === (cursor ?? picture.start));
      network.moveTo(focus ? { position: { x: focus.x, y: focus.y }, scale } : { scale });
      frame.dataset.scale = scale.toFixed(3);
    }

    function size() {
      if (!frame.clientWidth) return;
      // On a narrow screen, no higher than need be.
      place.style.height = KG.NARROW.matches && !picture.overview ? `${Math.round(Math.min(innerHeight * 0.7, Math.max(200, snug())))}px` : "";
      network.setSize(`${frame.clientWidth}px`, `${frame.clientHeight}px`);
      network.redraw();
      if (!touched) fit();
    }

    // The box at the keyboard's cursor moves into sight.
    /** @param {Page.Point} point */
    function reveal({ x, y }) {
      const at = network.canvasToDOM({ x, y });
      if (at.x > 80 && at.y > 40 && at.x < frame.clientWidth - 80 && at.y < frame.clientHeight - 40) return;
      touched = true;
      network.moveTo({ position: { x, y } });
    }

    // Keys and pointer.

    /** @type {Record<string, ["from" | "to", "from" | "to"]>} */
    const SIDE = { ArrowLeft: ["to", "from"], ArrowRight: ["from", "to"] };

    /** @param {string} key @returns {Page.Placed | undefined} */
    function step(key) {
      const here = picture.boxes.find((box) => box.n === cursor);
      if (!here) return picture.boxes.find((box) => box.n === picture.start) ?? picture.boxes[0];
      /** @param {Page.Placed} box */
      const far = (box) => Math.hypot(box.x - here.x, box.y - here.y);
      /** @param {Page.Placed[]} boxes @returns {Page.Placed | undefined} */
      const near = (boxes) => boxes.sort((a, b) => far(a) - far(b) || a.n - b.n)[0];
      if (SIDE[key]) {
        const [mine, other] = SIDE[key];
        const ends = new Set(picture.arrows.filter((arrow) => arrow[mine] === cursor && arrow.from !== arrow.to).map((arrow) => arrow[other]));
        return near(picture.boxes.filter((box) => ends.has(box.n)));
      }
      // Siblings: the boxes of its column, or of its row where the columns lie down.
      const [along, across] = /** @type {("x" | "y")[]} */ (picture.down ? ["x", "y"] : ["y", "x"]);
      const way = key === "ArrowDown" ? 1 : -1;
      return near(picture.boxes.filter((box) => Math.abs(box[across] - here[across]) < 1 && (box[along] - here[along]) * way > 0));
    }

    /** @param {Page.Placed} box */
    function tell(box) {
      const into = picture.arrows.filter((arrow) => arrow.to === box.n).length;
      const out = picture.arrows.filter((arrow) => arrow.from === box.n).length;
      KG.say(`${box.label ?? KG.graph.label(box.n)}, ${KG.data.concepts[box.n].kind}; here ${KG.count(into, "cause")}, ${KG.count(out, "effect")}`);
    }

    frame.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { key: name } = event;
      if (name.startsWith("Arrow")) {
        const box = step(name);
        if (box) {
          cursor = box.n;
          paint();
          reveal(box);
          tell(box);
        } else KG.say("Nothing further on this side.");
      } else if (name === "Enter" && cursor !== null) hooks.pick?.("concept", cursor);
      else if (name === "+" || name === "=") zoom(TURN);
      else if (name === "-") zoom(1 / TURN);
      else if (name === "0") {
        touched = false;
        fit(true);
      } else return;
      event.preventDefault();
    });
    network.on("click", ({ pointer }) => {
      const found = at(pointer.DOM);
      if (found) hooks.pick?.(...found);
    });
    frame.addEventListener("pointermove", (event) => {
      if (event.buttons) return;
      const { left, top } = frame.getBoundingClientRect();
      frame.dataset.over = at({ x: event.clientX - left, y: event.clientY - top }) ? "thing" : "";
    });
    /** @param {Page.Point} point @returns {["concept", number] | ["arrow", string | number] | null} */
    function at(point) {
      const box = network.getNodeAt(point);
      if (box?.startsWith("n")) return ["concept", Number(box.slice(1))];
      const piece = network.getEdgeAt(point);
      return piece ? ["arrow", picture.arrows[edges.get(piece).arrow].id] : null;
    }
    network.on("dragStart", () => { touched = true; });
    network.on("zoom", () => {
      touched = true;
      frame.dataset.scale = network.getScale().toFixed(3);
    });
    network.on("beforeDrawing", (pen) => picture?.columns && headings(pen, network, picture.columns));
    network.on("afterDrawing", (pen) => picture && tags(pen, picture));
    new ResizeObserver(size).observe(frame);
    addEventListener("kg-theme", () => picture && paint());

    // Where boxes and arrows are on the screen, in pixels of the drawing, and how large the picture is.
    function spots() {
      /** @param {number} x @param {number} y */
      const at = (x, y) => network.canvasToDOM({ x, y });
      return {
        scale: network.getScale(),
        boxes: picture.boxes.map(({ n, x, y, w, h, role }) => ({ n, role, w: w * network.getScale(), h: h * network.getScale(), ...at(x, y) })),
        arrows: picture.arrows.map(({ id, from, to, sign, points }) => ({ id, from, to, sign, points: (points ?? []).map(({ x, y }) => at(x, y)) })),
      };
    }
    return { show, fit, spots };
  }

  function palette() {
    const names = ["page", "ink", "box-line", "marked", "marked-line", "halo", ...Object.keys(HEADS), ...KG.KINDS.map((kind) => `kind-${kind}`)];
    return Object.fromEntries(names.map((name) => [name, KG.colour(name)]));
  }

  // A box; its role is `focus`, `end`, `held`, `fog` (the graph cannot say), `faint` or plain.
  /** @param {Page.Placed} box @param {Record<string, string>} look @param {boolean} here @returns {vis.Item} */
  function node(box, look, here) {
    const line = look[`kind-${KG.data.concepts[box.n].kind}`] ?? look["box-line"];
    const marked = ["focus", "end", "held"].includes(box.role ?? "");
    const faint = box.role === "faint";
    const background = marked ? look.marked : box.role === "fog" ? look.page : mix(line, look.page, 0.1);
    return {
      id: `n${box.n}`, x: box.x, y: box.y,
      label: (box.lines ?? [KG.graph.label(box.n)]).join("\n"),
      margin: MARGIN,
      // The label is wrapped already: the most is more than it takes.
      widthConstraint: { minimum: box.w - 2 * MARGIN, maximum: box.w + 40 },
      heightConstraint: { minimum: box.h - 2 * MARGIN, valign: "middle" },
      borderWidth: here ? 4 : marked ? 3 : 1.5,
      shapeProperties: { borderDashes: box.role === "fog" ? [4, 4] : false, borderRadius: 5 },
      color: { background, border: here ? look.ink : marked ? look["marked-line"] : faint ? mix(line, look.page, 0.75) : line },
      font: { size: KG.layout.FONT, face: FONT, color: faint ? mix(look.ink, look.page, 0.82) : look.ink },
    };
  }

  // Headings of columns, always at the top and of one size.
  /** @param {CanvasRenderingContext2D} pen @param {vis.Network} network @param {Page.Heading[]} columns */
  function headings(pen, network, columns) {
    const scale = network.getScale();
    const { y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
    const room = columns.length > 1 ? (columns[1].x - columns[0].x) * scale : 300;
    const rows = room < CLOSE ? 2 : 1;
    if (room < LEAST_ROOM) return;
    pen.save();
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.font = `600 ${13 / scale}px ${FONT}`;
    pen.fillStyle = KG.colour("ink");
    columns.forEach(({ label, x }, c) => {
      const { lines } = KG.layout.measure(label, room * rows - 14);
      lines.forEach((line, i) => pen.fillText(line, x, top + (12 + (c % rows) * 32 + i * 15) / scale));
    });
    pen.restore();
  }

  // What is written beside an arrow at its less crowded end: that sources disagree, and how many claims it stands for.
  /** @param {CanvasRenderingContext2D} pen @param {Page.Picture} picture */
  function tags(pen, picture) {
    if (picture.overview) return;
    const some = picture.arrows.some((arrow) => arrow.chosen);
    /** @type {Map<number, number>} */
    const crowd = new Map();
    for (const { from, to } of picture.arrows) for (const n of [from, to]) crowd.set(n, (crowd.get(n) ?? 0) + 1);
    const [page, halo, ink] = ["page", "halo", "ink"].map(KG.colour);
    pen.save();
    pen.font = `${KG.layout.FONT}px ${FONT}`;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    for (const arrow of picture.arrows) {
      const words = [arrow.contested ? "≠" : "", (arrow.count ?? 0) > 1 ? `×${arrow.count}` : ""].filter(Boolean).join(" ");
      if (!words || !arrow.points?.length || arrow.faint || (some && !arrow.chosen)) continue;
      const { width } = pen.measureText(words);
      const [first, last] = [arrow.points[0], arrow.points.at(-1)];
      if (Math.max(Math.abs(first.x - last.x), Math.abs(first.y - last.y)) < width + 40) continue;
      const atEnd = crowd.get(arrow.from) >= crowd.get(arrow.to);
      const [end, ...onward] = atEnd ? [...arrow.points].reverse() : arrow.points;
      const away = (atEnd ? 24 : 6) + width / 2; // Beyond the head; a piece may be shorter.
      const next = onward.find(({ x, y }) => Math.max(Math.abs(x - end.x), Math.abs(y - end.y)) >= 2 * away) ?? onward.at(-1);
      /** @param {number} a @param {number} b */
      const off = (a, b) => Math.sign(b - a) * Math.min(Math.abs(b - a) / 2, away);
      const [x, y] = picture.down ? [end.x, end.y + off(end.y, next.y)] : [end.x + off(end.x, next.x), end.y];
      pen.fillStyle = arrow.best || arrow.chosen ? halo : page;
      pen.fillRect(x - width / 2 - 1, y - 8, width + 2, 16);
      pen.fillStyle = ink;
      pen.fillText(words, x, y);
    }
    pen.restore();
  }

  // On paper the picture is light; the canvas must be painted before the style of the print is on.
  for (const [event, paper] of /** @type {[string, boolean][]} */ ([["beforeprint", true], ["afterprint", false]])) {
    addEventListener(event, () => {
      document.documentElement.toggleAttribute("data-paper", paper);
      dispatchEvent(new Event("kg-theme"));
    });
  }
})();
