// Draws boxes and arrows with vis-network where KG.layout put them: no physics, no menus of its own.
(() => {
  "use strict";
  const { KG } = window;
  const { TURN } = KG;
  /** @type {Record<string, ["from" | "to", "from" | "to"]>} */
  const SIDE = { ArrowLeft: ["to", "from"], ArrowRight: ["from", "to"] };

  /** @type {WeakMap<HTMLElement, Page.Drawing>} */
  const drawn = new WeakMap();

  // A picture to look at, to walk through by keys, and to choose from.
  /** @implements {Page.Drawing} */
  class Canvas extends KG.Stage {
    /** @param {HTMLElement} place */
    constructor(place) {
      super(place);
      /** @type {Page.Hooks} */
      this.hooks = {};
      /** @type {Page.Thing | null} */
      this.over = null;
      this.key = "";
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
        const [points, parts] = KG.look.way(arrow, i, look, shade, KG.look.bend(arrow, twin, picture),
          picture.down);
        stops.push(...points);
        pieces.push(...parts);
      });
      const boxes = picture.boxes.map((box) => (
        KG.look.node(box, look, box.n === cursor, Boolean(over) && !near.has(box.n))));
      this.nodes.update([...boxes, ...stops]);
      this.edges.update(pieces);
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
      // Siblings: the boxes of its column, or of its row where columns are rows.
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
      frame.addEventListener("keydown", (event) => this.press(event));
      frame.addEventListener("blur", () => this.tip.move(null, this.picture, { x: 0, y: 0 }));
      network.on("click", ({ pointer }) => this.choose(pointer.DOM));
      frame.addEventListener("pointermove", (event) => {
        if (event.buttons || event.pointerType === "touch") return;
        const point = this.point(event);
        const thing = this.at(point);
        frame.dataset.over = thing ? "thing" : "";
        this.tip.move(thing, this.picture, point);
      });
      frame.addEventListener("pointerleave", (event) => this.tip.move(null, this.picture, this.point(event)));
      network.on("beforeDrawing", (pen) => (
        this.picture?.columns && KG.marks.headings(pen, network, this.picture.columns)));
      network.on("afterDrawing", (pen) => this.picture && KG.marks.draw(pen, this.picture));
      addEventListener("kg-theme", () => this.picture && this.paint());
    }
  }

  // Draws `picture` in `place` and gives {fit, fly, spots}; the last drawing is KG.drawing. A picture has `boxes` and
  // `arrows`, and may have `columns` (headings), `name` (for readers that see no canvas), `start` (the box in the
  // middle), `least` (how small it may be). `pick(kind, id)` gets a box ("concept", n) or an arrow ("arrow", id)
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

  // On paper the picture is light; the canvas must be painted before the print style applies.
  for (const [event, paper] of /** @type {[string, boolean][]} */ ([["beforeprint", true], ["afterprint", false]])) {
    addEventListener(event, () => {
      document.documentElement.toggleAttribute("data-paper", paper);
      dispatchEvent(new Event("kg-theme"));
    });
  }
})();
