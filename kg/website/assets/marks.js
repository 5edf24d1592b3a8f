// What is written on a picture beside its boxes and arrows: headings of columns, triangles for what rises or falls, the
// word of a relation, and the ring of a dispute.
(() => {
  "use strict";
  const { KG } = window;
  // Room for the headings of columns, in two rows where they are close to each other.
  const CLOSE = 130, LEAST_ROOM = 60;
  const SERIF = 'italic 14px "Iowan Old Style", Charter, "Sitka Text", Cambria, "Noto Serif", Georgia, serif';
  const RING = 9, BESIDE = 12, TRIANGLE = 5, BEND = 0.55, DOT = 3.6, FAR = 1e5;

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
    pen.font = `600 ${13 / scale}px ${KG.look.FONT}`;
    pen.fillStyle = KG.colour("ink-3");
    columns.forEach(({ label, x }, c) => {
      const { lines } = KG.layout.measure(label, room * rows - 14);
      lines.forEach((line, i) => pen.fillText(line, x, top + (14 + (c % rows) * 32 + i * 15) / scale));
    });
    pen.restore();
  }

  // The middle of the longest piece of an arrow, where its curve runs in any case.
  /** @param {Page.Arrow} arrow @returns {Page.Point | null} */
  function middle({ points = [] }) {
    let best = null, most = 0;
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1], points[i]];
      const length = Math.hypot(a.x - b.x, a.y - b.y);
      if (length > most) [best, most] = [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, length];
    }
    return most > 3 * RING ? best : null;
  }

  // Up or down, before the label of its box.
  /** @param {CanvasRenderingContext2D} pen @param {Page.Placed} box */
  function triangle(pen, box) {
    const lines = box.lines ?? [];
    const text = Math.max(...lines.map(KG.layout.width));
    const x = box.x - text / 2 - 3;
    const way = box.arrow === KG.ARROW["-"] ? 1 : -1;
    pen.fillStyle = KG.colour(way > 0 ? "fall" : "rise");
    if (box.arrow !== KG.ARROW["+"] && box.arrow !== KG.ARROW["-"]) {
      pen.fillStyle = KG.colour("ink-3");
      pen.font = `700 14px ${KG.look.FONT}`;
      pen.fillText(String(box.arrow), x, box.y + 1);
      return;
    }
    pen.beginPath();
    pen.moveTo(x - TRIANGLE, box.y - way * 4);
    pen.lineTo(x + TRIANGLE, box.y - way * 4);
    pen.lineTo(x, box.y + way * 5);
    // What is only probable is hollow.
    if (box.maybe) {
      pen.closePath();
      pen.strokeStyle = pen.fillStyle;
      pen.lineWidth = 1.5;
      pen.stroke();
    } else pen.fill();
  }

  // The relation, beside its arrow, on the ground of the picture.
  /** @param {CanvasRenderingContext2D} pen @param {Page.Arrow} arrow @param {boolean} down */
  function word(pen, arrow, down) {
    const at = middle(arrow);
    if (!at || !arrow.word) return;
    const side = arrow.contested ? BESIDE + RING : BESIDE;
    pen.font = SERIF;
    pen.textAlign = down ? "left" : "center";
    pen.lineJoin = "round";
    pen.lineWidth = 5;
    pen.strokeStyle = KG.colour("surface");
    pen.fillStyle = KG.colour("ink-2");
    const [x, y] = down ? [at.x + side, at.y] : [at.x, at.y - side];
    pen.strokeText(arrow.word, x, y);
    pen.fillText(arrow.word, x, y);
  }

  // Sources disagree: a ring with ≠ on the line.
  /** @param {CanvasRenderingContext2D} pen @param {Page.Point} at */
  function ring(pen, { x, y }) {
    pen.beginPath();
    pen.arc(x, y, RING, 0, 2 * Math.PI);
    pen.fillStyle = KG.colour("surface");
    pen.strokeStyle = KG.colour("ink");
    pen.lineWidth = 1.25;
    pen.fill();
    pen.stroke();
    pen.font = `600 13px ${KG.look.FONT}`;
    pen.textAlign = "center";
    pen.fillStyle = KG.colour("ink");
    pen.fillText("≠", x, y + 1);
  }

  // What a story has not shown yet: its boxes and arrows, with dashes.
  /** @param {CanvasRenderingContext2D} pen @param {NonNullable<Page.Picture["ghosts"]>} ghosts */
  function ghostly(pen, { boxes, arrows }) {
    pen.strokeStyle = KG.colour("mark");
    pen.fillStyle = KG.colour("mark");
    pen.lineWidth = 1.25;
    pen.font = `${KG.layout.FONT}px ${KG.look.FONT}`;
    for (const { points = [] } of arrows) {
      pen.setLineDash([4, 4]);
      pen.beginPath();
      points.forEach(({ x, y }, i) => {
        const before = points[i - 1];
        if (!before) pen.moveTo(x, y);
        else {
          const bend = (y - before.y) * BEND;
          pen.bezierCurveTo(before.x, before.y + bend, x, y - bend, x, y);
        }
      });
      pen.stroke();
      const end = points.at(-1);
      pen.beginPath();
      if (end) pen.arc(end.x, end.y, DOT, 0, 2 * Math.PI);
      pen.fill();
    }
    for (const { x, y, w, h, lines = [] } of boxes) {
      pen.setLineDash(lines[0] === "?" ? [4, 4] : []);
      pen.beginPath();
      pen.roundRect(x - w / 2, y - h / 2, w, h, 5);
      pen.stroke();
      pen.fillStyle = KG.colour("ink-3");
      lines.forEach((line, i) => pen.fillText(line, x, y + (i - (lines.length - 1) / 2) * KG.layout.LINE));
    }
    pen.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Page.Picture} picture */
  function draw(pen, picture) {
    pen.save();
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    if (picture.ghosts) ghostly(pen, picture.ghosts);
    for (const box of picture.boxes) if (box.arrow && !box.late) triangle(pen, box);
    const shown = picture.arrows.filter(({ faint, late }) => !faint && !late);
    // The ground of a word never covers a box.
    pen.save();
    pen.beginPath();
    pen.rect(-FAR, -FAR, 2 * FAR, 2 * FAR);
    for (const { x, y, w, h } of picture.boxes) pen.rect(x - w / 2 - 1, y - h / 2 - 1, w + 2, h + 2);
    pen.clip("evenodd");
    for (const arrow of shown) word(pen, arrow, Boolean(picture.down));
    pen.restore();
    for (const arrow of shown) {
      const at = arrow.contested ? middle(arrow) : null;
      if (at) ring(pen, at);
    }
    pen.restore();
  }

  // The dispute at a point of the picture.
  /** @param {Page.Picture} picture @param {Page.Point} point */
  function disputed({ arrows }, { x, y }) {
    return arrows.find((arrow) => {
      const at = arrow.contested && !arrow.faint ? middle(arrow) : null;
      return at && Math.hypot(at.x - x, at.y - y) < RING + 3;
    }) ?? null;
  }

  KG.marks = { headings, draw, disputed };
})();
