// Draws boxes and arrows with vis-network where KG.layout put them: no physics, no menus of its own.
(() => {
  "use strict";
  const { KG } = window;
  const { el } = KG;
  // Zoom: where labels have 12 px, where they have so few that a part of the picture is shown instead, the limits, one
  // turn.
  const READABLE = 12 / KG.layout.FONT, LEGIBLE = 10.5 / KG.layout.FONT, LEAST = 0.05, MOST = 2.5, TURN = 1.25;
  const FLIGHT = 500; // In milliseconds.
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  // What the sheet and the tabs of a phone cover, and the least height of a picture there.
  const COVERED = 296, LOWEST = 250;
  const EDGE = 14, HEAD = 44, LARGEST = 1.25;
  // The options of the network that pyvis made; the wheel is ours, and in a single picture it is left to the page
  // around it.
  const INTERACTION = { ...KG.map.options.interaction, selectable: false, zoomView: !KG.single };
  const OPTIONS = { ...KG.map.options, interaction: INTERACTION };
  const KEYS = "In the picture: left and right arrow keys go to a cause or an effect, up and down to its neighbours, "
    + "Enter opens, plus and minus zoom, 0 shows all.";
  /** @type {Record<string, ["from" | "to", "from" | "to"]>} */
  const SIDE = { ArrowLeft: ["to", "from"], ArrowRight: ["from", "to"] };

  /** @type {WeakMap<HTMLElement, Page.Drawing>} */
  const drawn = new WeakMap();

  // The middle of a window of this `length` that shows `at` in its middle as far as the picture goes.
  /** @param {number} at @param {number} low @param {number} high @param {number} length */
  const within = (at, low, high, length) => (
    Math.max(low + length / 2 - 2 * EDGE, Math.min(high - length / 2 + 2 * EDGE, at)));

  /** @implements {Page.Drawing} */
  class Canvas {
    /** @param {HTMLElement} place */
    constructor(place) {
      this.place = place;
      const keys = el("p", { id: `keys-${place.id || "picture"}`, class: "hidden" }, KEYS);
      this.frame = el("div", { class: "canvas", tabindex: 0, role: "group", "aria-describedby": keys.id });
      this.zooms = el("div", { class: "zoom", role: "group", "aria-label": "Size of the picture" },
        KG.button("−", () => this.zoom(1 / TURN), { "aria-label": "Smaller" }),
        KG.button("+", () => this.zoom(TURN), { "aria-label": "Larger" }),
        KG.button("Whole picture", () => this.fit(true)));
      place.replaceChildren(this.frame, this.zooms, keys);
      /** @type {vis.DataSet<vis.Item>} */
      this.nodes = new vis.DataSet();
      /** @type {vis.DataSet<vis.Item & { arrow: number }>} */
      this.edges = new vis.DataSet();
      this.network = new vis.Network(this.frame, { nodes: this.nodes, edges: this.edges }, OPTIONS);
      for (const inner of this.frame.querySelectorAll("[tabindex]")) inner.removeAttribute("tabindex");
      // None before something is shown.
      this.picture = /** @type {Page.Picture} */ (/** @type {unknown} */ (null));
      /** @type {Page.Hooks} */
      this.hooks = {};
      /** @type {number | null} */
      this.cursor = null;
      /** @type {Page.Thing | null} */
      this.over = null;
      this.key = "";
      this.touched = false;
      this.fitted = "";
      this.whole = 1;
      this.tip = KG.hover(place, (thing) => this.light(thing));
      this.listen();
    }

    /** @param {Page.Picture} next @param {Page.Hooks} hooks */
    show(next, hooks) {
      const same = JSON.stringify([...next.boxes.map(({ n, x, y }) => [n, x, y]), ...next.arrows.map(({ id }) => id)]);
      this.picture = next;
      this.hooks = hooks;
      this.over = null;
      this.frame.setAttribute("aria-label", next.name ?? "Picture");
      (hooks.tools ?? this.place).append(this.zooms);
      if (!next.boxes.some((box) => box.n === this.cursor)) this.cursor = null;
      if (same === this.key) {
        this.paint();
        return;
      }
      this.key = same;
      this.edges.clear();
      this.nodes.clear();
      this.paint();
      this.touched = false;
      this.size();
    }

    // What is near the thing under the mouse keeps its colour; the rest turns grey.
    /** @param {Page.Thing | null} thing */
    light(thing) {
      if (!this.picture || JSON.stringify(thing) === JSON.stringify(this.over)) return;
      this.over = thing;
      this.paint();
    }

    // Whether an arrow is lit by what the mouse is over; without a mouse, whether it is chosen, if any is.
    /** @param {Page.Arrow} arrow */
    lit(arrow) {
      if (!this.over) return !arrow.faint && (arrow.chosen || !this.picture.arrows.some(({ chosen }) => chosen));
      const [kind, id] = this.over;
      return kind === "concept" ? arrow.from === id || arrow.to === id : arrow.id === id;
    }

    paint() {
      const { picture, cursor, over } = this;
      const look = KG.look.palette();
      const lit = picture.arrows.map((arrow) => Boolean(this.lit(arrow)));
      const near = new Set(picture.arrows.flatMap(({ from, to }, i) => (lit[i] ? [from, to] : [])));
      if (over?.[0] === "concept") near.add(over[1]);
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
        const shade = { grey: !lit[i], strong: Boolean(over) && lit[i] };
        const [points, parts] = KG.look.way(arrow, i, look, shade, KG.look.bend(arrow, twin, picture));
        stops.push(...points);
        pieces.push(...parts);
      });
      const boxes = picture.boxes.map((box) => (
        KG.look.node(box, look, box.n === cursor, Boolean(over) && !near.has(box.n))));
      this.nodes.update([...boxes, ...stops]);
      this.edges.update(pieces);
    }

    // Where the picture stands.

    bounds() {
      const { boxes, arrows } = this.picture;
      const xs = boxes.flatMap((box) => [box.x - box.w / 2, box.x + box.w / 2]);
      const ys = [...boxes.flatMap((box) => [box.y - box.h / 2, box.y + box.h / 2]),
        ...arrows.flatMap((arrow) => (arrow.points ?? []).map((point) => point.y))];
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    }

    // The height of the picture at the width that there is.
    snug() {
      const { left, right, top, bottom } = this.bounds();
      const scale = Math.min(LARGEST, Math.max(READABLE, (this.frame.clientWidth - 2 * EDGE) / (right - left)));
      return (bottom - top) * scale + 3 * EDGE;
    }

    // The whole picture; unless `whole` is asked for, never so small that it cannot be read.
    fit(whole = false) {
      const { picture, frame } = this;
      if (!picture?.boxes.length || !frame.clientWidth) return;
      const { left, right, top, bottom } = this.bounds();
      const head = picture.columns ? HEAD : 0;
      const across = (frame.clientWidth - 2 * EDGE) / (right - left);
      const down = (frame.clientHeight - 2 * EDGE - head) / (bottom - top);
      let scale = Math.min(across, down, LARGEST);
      this.whole = scale;
      const position = { x: (left + right) / 2, y: (top + bottom) / 2 - head / 2 / scale };
      if ((!whole && scale < LEGIBLE) || scale < (picture.least ?? 0)) {
        // Rather to be moved up and down than cut at the side.
        scale = picture.least ?? (across < LEGIBLE ? READABLE : Math.min(across, READABLE));
        const first = picture.boxes.find((box) => box.n === picture.start) ?? picture.boxes[0];
        if (across < scale) position.x = within(first.x, left, right, frame.clientWidth / scale);
        if (down < scale) position.y = within(first.y, top, bottom, frame.clientHeight / scale);
      }
      this.move({ position, scale: Math.max(scale, LEAST) });
    }

    // Each move of the picture; where it is larger than its frame, a finger pans it every way, else up and down the
    // page.
    /** @param {{ position?: Page.Point, scale?: number }} to */
    move(to) {
      this.network.moveTo(to);
      this.tell();
    }

    tell() {
      const scale = this.network.getScale();
      this.frame.dataset.scale = scale.toFixed(3);
      const free = scale > this.whole * 1.02;
      this.frame.dataset.pan = free ? "free" : "page";
      // A picture that is seen whole need not be dragged; set here, as setOptions() would set the size as well.
      this.network.interactionHandler.options.dragView = free;
    }

    // The least and the most that a picture is zoomed to: half of its whole, and where letters are large.
    /** @param {number} scale */
    within(scale) {
      return Math.max(this.picture.least ?? Math.min(this.whole, 1) / 2, LEAST, Math.min(MOST, scale));
    }

    // Zoom by a turn; `at`, a point of the frame, stays where it is.
    /** @param {number} turn @param {Page.Point} [at] */
    zoom(turn, at) {
      this.touched = true;
      const { network, frame } = this;
      const scale = this.within(network.getScale() * turn);
      if (!at) {
        const focus = this.picture.boxes.find((box) => box.n === (this.cursor ?? this.picture.start));
        this.move(focus ? { position: { x: focus.x, y: focus.y }, scale } : { scale });
        return;
      }
      const point = network.DOMtoCanvas(at);
      const x = point.x + (frame.clientWidth / 2 - at.x) / scale;
      this.move({ scale, position: { x, y: point.y + (frame.clientHeight / 2 - at.y) / scale } });
    }

    extent() {
      return `${this.frame.clientWidth}x${this.frame.clientHeight}`;
    }

    // Once a view is complete, its frame may not be what it was when the picture was fitted to it.
    settle() {
      if (this.extent() !== this.fitted) this.size();
    }

    size() {
      const { frame, place, network } = this;
      if (!frame.clientWidth || !this.picture) return;
      // On a narrow screen, no higher than need be.
      const narrow = KG.NARROW.matches;
      const above = place.getBoundingClientRect().top + scrollY;
      const room = KG.PHONE.matches ? innerHeight - above - COVERED : innerHeight * 0.6;
      const high = Math.min(Math.max(LOWEST, room), Math.max(200, this.snug()));
      place.style.height = narrow ? `${Math.round(high)}px` : "";
      network.setSize(`${frame.clientWidth}px`, `${frame.clientHeight}px`);
      network.redraw();
      this.fitted = this.extent();
      if (!this.touched) this.fit();
    }

    // The picture moves until a box is in the middle.
    /** @param {number} n */
    fly(n) {
      const box = this.picture.boxes.find((one) => one.n === n);
      if (!box) return;
      this.touched = true;
      const { left, right, top, bottom } = this.bounds();
      const scale = Math.max(READABLE, this.network.getScale());
      const [w, h] = [this.frame.clientWidth / scale, this.frame.clientHeight / scale];
      const position = {
        x: w > right - left ? (left + right) / 2 : within(box.x, left, right, w),
        y: h > bottom - top ? (top + bottom) / 2 : within(box.y, top, bottom, h),
      };
      if (CALM.matches) this.move({ position, scale });
      else {
        this.network.moveTo({ position, scale, animation: { duration: FLIGHT, easingFunction: "easeInOutQuad" } });
        setTimeout(() => this.tell(), FLIGHT + 50);
      }
    }

    // The box at the keyboard's cursor moves into sight.
    /** @param {Page.Point} point */
    reveal({ x, y }) {
      const { frame } = this;
      const at = this.network.canvasToDOM({ x, y });
      if (at.x > 80 && at.y > 40 && at.x < frame.clientWidth - 80 && at.y < frame.clientHeight - 40) return;
      this.touched = true;
      this.move({ position: { x, y } });
    }

    // Keys and pointer.

    /** @param {string} key @returns {Page.Placed | undefined} */
    step(key) {
      const { picture, cursor } = this;
      const here = picture.boxes.find((box) => box.n === cursor);
      if (!here) return picture.boxes.find((box) => box.n === picture.start) ?? picture.boxes[0];
      /** @param {Page.Placed} box */
      const far = (box) => Math.hypot(box.x - here.x, box.y - here.y);
      /** @param {Page.Placed[]} boxes @returns {Page.Placed | undefined} */
      const near = (boxes) => boxes.sort((a, b) => far(a) - far(b) || a.n - b.n)[0];
      if (SIDE[key]) {
        const [mine, other] = SIDE[key];
        const ends = new Set(picture.arrows
          .filter((arrow) => arrow[mine] === cursor && arrow.from !== arrow.to).map((arrow) => arrow[other]));
        return near(picture.boxes.filter((box) => ends.has(box.n)));
      }
      // Siblings: the boxes of its column, or of its row where the columns lie down.
      const [along, across] = /** @type {("x" | "y")[]} */ (picture.down ? ["x", "y"] : ["y", "x"]);
      const way = key === "ArrowDown" ? 1 : -1;
      return near(picture.boxes.filter((box) => (
        Math.abs(box[across] - here[across]) < 1 && (box[along] - here[along]) * way > 0)));
    }

    /** @param {Page.Placed} box */
    say(box) {
      const into = this.picture.arrows.filter((arrow) => arrow.to === box.n).length;
      const out = this.picture.arrows.filter((arrow) => arrow.from === box.n).length;
      const kind = KG.data.concepts[box.n]?.kind ?? "group";
      KG.say(`${box.label ?? KG.graph.label(box.n)}, ${kind}; here ${KG.count(into, "cause")}, ${
        KG.count(out, "effect")}`);
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { key: name } = event;
      if (name.startsWith("Arrow")) {
        const box = this.step(name);
        if (box) {
          this.cursor = box.n;
          this.paint();
          this.reveal(box);
          this.say(box);
          this.tip.move(["concept", box.n], this.picture, this.network.canvasToDOM(box));
        } else KG.say("Nothing further on this side.");
      } else if (name === "Enter" && this.cursor !== null) this.hooks.pick?.("concept", this.cursor);
      else if (name === "+" || name === "=") this.zoom(TURN);
      else if (name === "-") this.zoom(1 / TURN);
      else if (name === "0") {
        this.touched = false;
        this.fit(true);
      } else return;
      event.preventDefault();
    }

    // What is at a point of the frame: the ring of a dispute, a box, or an arrow.
    /** @param {Page.Point} point @returns {Page.Thing | null} */
    at(point) {
      const disputed = KG.views.debates ? KG.marks.disputed(this.picture, this.network.DOMtoCanvas(point)) : null;
      if (disputed) return ["dispute", disputed.id];
      const box = this.network.getNodeAt(point);
      if (box?.startsWith("n")) return ["concept", Number(box.slice(1))];
      const piece = this.network.getEdgeAt(point);
      return piece ? ["arrow", this.picture.arrows[this.edges.get(piece).arrow].id] : null;
    }

    /** @param {Page.Point} point */
    choose(point) {
      const found = this.at(point);
      this.tip.move(null, this.picture, point);
      if (found?.[0] === "dispute") {
        const arrow = /** @type {Page.Arrow} */ (this.picture.arrows.find(({ id }) => id === found[1]));
        KG.go({ v: "debates", debate: KG.debateOf(arrow.claims), claim: null });
      } else if (found) this.hooks.pick?.(...found);
    }

    listen() {
      const { frame, network } = this;
      /** @param {MouseEvent} event */
      const point = (event) => {
        const { left, top } = frame.getBoundingClientRect();
        return { x: event.clientX - left, y: event.clientY - top };
      };
      frame.addEventListener("keydown", (event) => this.press(event));
      frame.addEventListener("blur", () => this.tip.move(null, this.picture, { x: 0, y: 0 }));
      network.on("click", ({ pointer }) => this.choose(pointer.DOM));
      frame.addEventListener("pointermove", (event) => {
        if (event.buttons || event.pointerType === "touch") return;
        const thing = this.at(point(event));
        frame.dataset.over = thing ? "thing" : "";
        this.tip.move(thing, this.picture, point(event));
      });
      frame.addEventListener("pointerleave", (event) => this.tip.move(null, this.picture, point(event)));
      // The wheel scrolls the page; with ctrl or ⌘ it zooms.
      frame.addEventListener("wheel", (event) => {
        event.stopPropagation();
        if (KG.single || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? 1 / TURN : TURN, point(event));
      }, { capture: true, passive: false });
      network.on("dragStart", () => { this.touched = true; });
      network.on("zoom", () => {
        this.touched = true;
        const scale = network.getScale();
        if (this.within(scale) !== scale) network.moveTo({ scale: this.within(scale) });
        this.tell();
      });
      network.on("beforeDrawing", (pen) => (
        this.picture?.columns && KG.marks.headings(pen, network, this.picture.columns)));
      network.on("afterDrawing", (pen) => this.picture && KG.marks.draw(pen, this.picture));
      new ResizeObserver(() => this.size()).observe(frame);
      addEventListener("kg-theme", () => this.picture && this.paint());
    }

    // Where boxes and arrows are on the screen, in pixels of the drawing, and how large the picture is.
    spots() {
      const { network, picture } = this;
      const scale = network.getScale();
      /** @param {number} x @param {number} y */
      const at = (x, y) => network.canvasToDOM({ x, y });
      return {
        scale,
        boxes: picture.boxes.map(({ n, x, y, w, h, role }) => ({ n, role, w: w * scale, h: h * scale, ...at(x, y) })),
        arrows: picture.arrows.map(({ id, from, to, sign, look, points }) => (
          { id, from, to, sign, look: look ?? sign, points: (points ?? []).map(({ x, y }) => at(x, y)) })),
      };
    }
  }

  // Draws `picture` in `place` and gives {fit, fly, spots}; the last drawing is KG.drawing. A picture has `boxes` and
  // `arrows`, and may have `columns` (headings), `name` (for readers that see no canvas), `start` (the box in the
  // middle), `least` (how small it may be). `pick(kind, id)` is told of a box ("concept", n) or an arrow ("arrow", id)
  // that was chosen.
  KG.draw = (place, picture, hooks = {}) => {
    if (!drawn.has(place)) drawn.set(place, window.vis ? new Canvas(place) : KG.plain(place));
    const drawing = drawn.get(place);
    if (!hooks.legend) KG.legend.key(picture);
    drawing.show(picture, hooks);
    KG.drawing = drawing;
    KG.shown = { picture, place };
    return drawing;
  };

  // On paper the picture is light; the canvas must be painted before the style of the print is on.
  for (const [event, paper] of /** @type {[string, boolean][]} */ ([["beforeprint", true], ["afterprint", false]])) {
    addEventListener(event, () => {
      document.documentElement.toggleAttribute("data-paper", paper);
      dispatchEvent(new Event("kg-theme"));
    });
  }
})();
