import assert from "node:assert/strict";
import test from "node:test";
import { open, toy, upTo } from "./page.mjs";

const KG = open(toy(["a + b 0.65", "b - c 0.20"]), upTo("svg"));

// Three boxes in a row, and arrows between them.
const box = (n, x, more = {}) => ({ n, x, y: 0, w: 100, h: 30, lines: [KG.graph.label(n)], ...more });
const BOXES = [box(0, -200), box(1, 0), box(2, 200)];
const arrow = (from, to, more = {}) => (
  { id: `${from}/${to}`, from, to, sign: "+", conf: "0.65", claims: [0], ...more });
const across = [{ x: -150, y: 0 }, { x: -50, y: 0 }];
const drawn = (arrows, more = {}) => KG.vector({ boxes: BOXES, arrows, ...more });
const lines = (picture) => picture.querySelectorAll(".arrow");
const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
// The outline of the head of an arrow, and the way of its line.
const head = (line) => line.querySelectorAll("g")[0]?.children[0];
const way = (line) => line.querySelectorAll("path")[1].getAttribute("d");

test("a picture is as large as its boxes and the ways of its arrows, with a margin", () => {
  const size = (picture) => numbers(picture.getAttribute("viewBox"));
  assert.deepEqual(size(drawn([])), [-266, -31, 532, 62]);
  const points = [{ x: -150, y: 0 }, { x: -50, y: 80 }];
  assert.deepEqual(size(drawn([arrow(0, 1, { points })])), [-266, -31, 532, 127]);
  assert.deepEqual(size(drawn([arrow(1, 1)])), [-266, -61, 532, 92]); // a loop stands above its box
});

test("each arrow is named by what it says, and each box by its label, as text", () => {
  const named = KG.vector({ boxes: [box(0, -200, { label: "<b>", lines: ["<b>"], arrow: "↑" }), box(1, 0)],
    arrows: [arrow(0, 1, { sign: "-" })] });
  assert.deepEqual(named.querySelectorAll("title").map((title) => title.textContent), ["<b> lowers b"]);
  assert.deepEqual(named.querySelectorAll("tspan").map((line) => line.textContent), ["↑ <b>", "b"]);
});

test("a line ends before its tip, under the head, which points where it arrives", () => {
  const [line] = lines(drawn([arrow(0, 1, { points: across })]));
  const places = numbers(way(line));
  assert.deepEqual([places.slice(0, 2), places.slice(-2)], [[-150, 0], [-61, 0]]);
  assert.equal(line.querySelector("g").getAttribute("transform"), "translate(-50 0) rotate(0)");
  const [home] = lines(drawn([arrow(1, 0, { points: [...across].reverse() })]));
  assert.equal(home.querySelector("g").getAttribute("transform"), "translate(-150 0) rotate(180)");
  const [down] = lines(drawn([arrow(0, 1, { points: [{ x: 0, y: 0 }, { x: 30, y: 100 }] })], { down: true }));
  assert.equal(down.querySelector("g").getAttribute("transform"), "translate(30 100) rotate(90)");
});

test("an arrow without a way leaves and enters at the edges of its boxes", () => {
  const [line] = lines(drawn([arrow(0, 1)]));
  assert.deepEqual(numbers(way(line)).slice(0, 2), [-150, 0]);
  assert.equal(line.querySelector("g").getAttribute("transform"), "translate(-50 0) rotate(0)");
});

test("the sign of an arrow is in its head, and what happens in a chain goes before it", () => {
  const heads = (arrows) => lines(drawn(arrows)).map((line) => head(line)?.tag + (head(line)?.getAttribute("d") ?? ""));
  const signs = ["+", "-", "?", "0", "~"].map((sign) => arrow(0, 1, { id: sign, sign, points: across }));
  assert.equal(new Set(heads(signs)).size, signs.length);
  assert.equal(head(lines(drawn(signs))[4]), undefined); // what only goes together has no head
  assert.deepEqual(heads([arrow(0, 1, { sign: "+", look: "-", points: across })]), [heads(signs)[1]]);
});

test("thickness and dashes are the confidence, and what is not chosen has no mark", () => {
  const stroke = (more) => {
    const line = lines(drawn([arrow(0, 1, { points: across, ...more })]))[0].querySelectorAll("path");
    return [line[1].getAttribute("stroke-width"), line[1].getAttribute("stroke-dasharray")];
  };
  assert.deepEqual(["0.65", "0.45", "0.20"].map((conf) => stroke({ conf })), [
    ["2.5", null], ["1.5", null], ["1.5", "5 4"]]);
  assert.deepEqual(stroke({ conf: "0.20", width: 8 }), ["8", null]);
  const halo = (some) => lines(drawn(some)).map((line) => line.querySelector("path").getAttribute("stroke-opacity"));
  assert.deepEqual(halo([arrow(0, 1, { best: true })]), ["1"]);
  assert.deepEqual(halo([arrow(0, 1, { best: true }), arrow(1, 2, { chosen: true })]), ["0", "1"]);
});

test("a dispute and the number of claims stand beside an arrow, at its less crowded end, if there is room", () => {
  const long = [{ x: -150, y: 0 }, { x: 150, y: 0 }];
  const tags = (arrows) => lines(drawn(arrows)).map((line) => line.querySelector("text"));
  const disputed = arrow(0, 2, { contested: true, count: 2, points: long });
  assert.deepEqual(tags([disputed]).map((tag) => tag.textContent), ["≠ ×2"]);
  const place = (arrows) => Number(tags(arrows)[0].getAttribute("x"));
  assert.ok(place([disputed]) > 0 && place([disputed, arrow(1, 2)]) < 0);
  const without = [
    arrow(0, 2, { count: 1, points: long }),
    arrow(0, 2, { contested: true, faint: true, points: long }),
    arrow(0, 2, { contested: true, points: [{ x: 0, y: 0 }, { x: 20, y: 0 }] }),
  ];
  for (const one of without) assert.deepEqual(tags([one]), [null]);
});
