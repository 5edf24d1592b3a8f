// The stage of a picture: the frame in which vis-network draws it, and the place of the picture there.
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
  const COVERED = 130, LOWEST = 250;
  const EDGE = 14, HEAD = 44, LARGEST = 1.25;
  // The options of the network that pyvis made; the wheel is ours, and in a single picture it is left to the page
  // around it.
  const INTERACTION = { ...KG.map.options.interaction, selectable: false, zoomView: !KG.single };
  const OPTIONS = { ...KG.map.options, interaction: INTERACTION };
  const KEYS = "In the picture: left and right arrow keys go to a cause or an effect, up and down to its neighbours, "
    + "Enter opens, plus and minus zoom, 0 shows all.";

  // The middle of a window of this `length` that shows `at` in its middle as far as the picture goes.
  /** @param {number} at @param {number} low @param {number} high @param {number} length */
  const within = (at, low, high, length) => (
    Math.max(low + length / 2 - 2 * EDGE, Math.min(high - length / 2 + 2 * EDGE, at)));

  /** @implements {Page.Stage} */
  class Stage {
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
      /** @type {number | null} */
      this.cursor = null;
      this.touched = false;
      this.fitted = "";
      this.whole = 1;
      this.follow();
    }

    // The picture keeps to its frame and to its limits.
    follow() {
      const { frame, network } = this;
      // The wheel scrolls the page; with ctrl or ⌘ it zooms.
      frame.addEventListener("wheel", (event) => {
        event.stopPropagation();
        if (KG.single || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? 1 / TURN : TURN, this.point(event));
      }, { capture: true, passive: false });
      network.on("dragStart", () => { this.touched = true; });
      network.on("zoom", () => {
        this.touched = true;
        const scale = network.getScale();
        if (this.within(scale) !== scale) network.moveTo({ scale: this.within(scale) });
        this.tell();
      });
      new ResizeObserver(() => this.size()).observe(frame);
    }

    // Where a pointer is in the frame.
    /** @param {MouseEvent} event @returns {Page.Point} */
    point(event) {
      const { left, top } = this.frame.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    }

    bounds() {
      const { boxes: seen, arrows, ghosts } = this.picture;
      const boxes = [...seen, ...ghosts?.boxes ?? []];
      const xs = [...boxes.flatMap((box) => [box.x - box.w / 2, box.x + box.w / 2]),
        ...arrows.flatMap((arrow) => (arrow.points ?? []).map((point) => point.x))];
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
        // Better to scroll up and down than to cut it at the side.
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

    // The limits of the zoom: half of its whole, and where letters are large.
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
      const high = Math.min(this.picture.tall ? Infinity : Math.max(LOWEST, room), Math.max(200, this.snug()));
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

  Object.assign(KG, { Stage, TURN });
})();
