// How boxes and arrows look: one place for widths, dashes, heads and colours. Two hues mean direction, all else is
// grey; a dash means low confidence; what is not chosen is grey, never transparent.
(() => {
  "use strict";
  const { KG } = window;
  const FONT = "system-ui, sans-serif";
  // What vis calls a margin, which it adds to the size of a box, must not be 0.
  const MARGIN = 4;
  /** @type {Record<string, { type: string, scaleFactor: number } | null>} */
  const HEADS = {
    raises: { type: "arrow", scaleFactor: 0.7 },
    lowers: { type: "bar", scaleFactor: 0.85 },
    changes: { type: "circle", scaleFactor: 0.45 },
    none: { type: "diamond", scaleFactor: 0.5 },
    association: null,
    other: { type: "vee", scaleFactor: 0.5 },
  };
  /** @type {Record<string, string>} */
  const COLOUR = {
    raises: "rise", lowers: "fall", changes: "ink-3", none: "ink-3", association: "mark", other: "mark",
  };
  const WIDTH = { high: 2.5, medium: 1.5, low: 1.5 };
  const DASHES = { high: false, medium: false, low: [5, 4] };
  const HALO = 10;
  const STRAIGHT = 14; // How far an arrow runs straight into its box.
  const TOKENS = ["surface", "ink", "ink-2", "ink-3", "mark", "sun-soft", "halo", "rise", "fall"];
  // The space before a label for its triangle.
  const INDENT = "\u2003";

  const palette = () => Object.fromEntries(TOKENS.map((name) => [name, KG.colour(name)]));

  // A box; its role is `focus`, `end`, `held`, `fog` (the graph cannot say), `faint` or plain. `here`: under the
  // cursor.
  /**
   * @param {Page.Placed} box @param {Record<string, string>} look @param {boolean} here @param {boolean} grey
   * @returns {vis.Item}
   */
  function node(box, look, here, grey) {
    const marked = ["focus", "end", "held"].includes(box.role ?? "");
    const faint = grey || box.role === "faint";
    const lines = box.lines ?? [KG.graph.label(box.n)];
    return {
      id: `n${box.n}`, hidden: Boolean(box.late), x: box.x, y: box.y,
      label: lines.map((line) => (box.arrow ? `${INDENT}${line}` : line)).join("\n"),
      margin: MARGIN,
      // The label is wrapped already: the most is more than it takes.
      widthConstraint: { minimum: box.w - 2 * MARGIN, maximum: box.w + 40 },
      heightConstraint: { minimum: box.h - 2 * MARGIN, valign: "middle" },
      borderWidth: here ? 3 : marked ? 1.75 : 1,
      shapeProperties: { borderDashes: box.role === "fog" ? [3, 3] : false, borderRadius: 5 },
      color: { background: marked ? look["sun-soft"] : look.surface, border: here || marked ? look.ink : look.mark },
      font: { size: KG.layout.FONT, face: FONT, color: faint ? look["ink-3"] : look.ink },
    };
  }

  // How an arrow is drawn: {style, grey, strong}; grey where something else is chosen.
  /** @param {Page.Arrow} arrow @param {Record<string, string>} look @param {Page.Shade} shade */
  function stroke(arrow, look, { grey, strong }) {
    const style = KG.EFFECT[arrow.look ?? arrow.sign];
    const band = KG.band(Number(arrow.conf));
    const full = look[COLOUR[style]];
    const color = grey ? look.mark : full;
    return {
      style,
      width: (arrow.width ?? WIDTH[band]) + (strong ? 1 : 0),
      dashes: arrow.width ? false : DASHES[band],
      color: { color },
      halo: {
        enabled: Boolean(arrow.best || arrow.chosen) && !grey && !arrow.bare,
        color: look.halo, size: HALO, dashes: false,
      },
    };
  }

  // The end of a way runs straight into its box, so that heads and bars stand upright.
  /** @param {Page.Point[]} points @param {boolean} down */
  function level(points, down) {
    const [before, last] = points.slice(-2);
    if (!last) return points;
    const [along, across] = /** @type {("x" | "y")[]} */ (down ? ["y", "x"] : ["x", "y"]);
    const long = last[along] - before[along];
    if (Math.abs(long) < 3 * STRAIGHT || Math.abs(last[across] - before[across]) < 1) return points;
    const turn = { ...last, [along]: last[along] - Math.sign(long) * STRAIGHT };
    return [...points.slice(0, -1), turn, last];
  }

  // An arrow in pieces along the points of its way, else in one piece from box to box; and the points as stops.
  /**
   * @param {Page.Arrow} arrow @param {number} i @param {Record<string, string>} look @param {Page.Shade} shade
   * @param {object} smooth @param {boolean} [down]
   * @returns {[points: vis.Item[], parts: (vis.Item & { arrow: number })[]]}
   */
  function way(arrow, i, look, shade, smooth, down) {
    const { style, width, dashes, color, halo } = stroke(arrow, look, shade);
    const points = level(arrow.points ?? [], Boolean(down)).map(({ x, y }, p) => (
      { id: `s${i}/${p}`, x, y, shape: "dot", size: 0, label: " ", borderWidth: 0, group: "stop" }));
    const ends = points.length ? points.map((point) => point.id) : [`n${arrow.from}`, `n${arrow.to}`];
    const parts = ends.slice(1).map((end, p) => ({
      id: `a${i}.${p}`, from: ends[p], to: end, arrow: i, hidden: Boolean(arrow.late),
      width, dashes, color, background: halo, smooth,
      arrowStrikethrough: style === "lowers",
      arrows: { to: p === ends.length - 2 && HEADS[style] ? { enabled: true, ...HEADS[style] } : { enabled: false } },
      selfReference: { size: 18, angle: 0.8 },
    }));
    return [points, parts];
  }

  // How an arrow bends: those between the same two boxes apart from each other.
  /** @param {Page.Arrow} arrow @param {number} twin @param {Page.Picture} picture */
  function bend(arrow, twin, picture) {
    const [a, b] = /** @type {Page.Placed[]} */ (
      [arrow.from, arrow.to].map((n) => picture.boxes.find((box) => box.n === n)));
    if (!arrow.points && (a.x === b.x || a.y === b.y)) {
      return { enabled: true, type: "curvedCW", roundness: 0.25 + 0.15 * twin };
    }
    if (!arrow.points && twin) return { enabled: true, type: "curvedCCW", roundness: 0.12 * twin };
    const forceDirection = picture.down ? "vertical" : "horizontal";
    return { enabled: true, type: "cubicBezier", forceDirection, roundness: 0.55 };
  }

  KG.look = { palette, node, way, bend, FONT, COLOUR };
})();
