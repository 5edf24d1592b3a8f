import assert from "node:assert/strict";
import test from "node:test";
import { open, toy, upTo } from "./page.mjs";

const { layout } = open(toy(["a + b"]), upTo("layout"));
const arrow = (from, to) => ({ from, to });
const sizes = (...nodes) => new Map(nodes.map((n) => [n, { w: 100, h: 30 }]));

test("arrows go to the right, but for the one that closes a circle", () => {
  assert.deepEqual(layout.levels([0, 1, 2], [arrow(0, 1), arrow(1, 2)]), [[0], [1], [2]]);
  assert.deepEqual(layout.levels([0, 1, 2], [arrow(0, 1), arrow(1, 2), arrow(2, 0), arrow(1, 1)]), [[0], [1], [2]]);
});

test("what nothing acts on stands next to what it acts on", () => {
  assert.deepEqual(layout.levels([0, 1, 2, 3], [arrow(0, 1), arrow(1, 2), arrow(3, 2)]), [[0], [1, 3], [2]]);
});

test("the order of arrows and nodes changes nothing", () => {
  const arrows = [arrow(0, 2), arrow(1, 2), arrow(2, 3), arrow(0, 3)];
  assert.deepEqual(layout.levels([3, 1, 2, 0], [...arrows].reverse()), layout.levels([0, 1, 2, 3], arrows));
});

test("boxes of one column stand apart, and columns beside each other", () => {
  const { boxes } = layout.place([[0, 1, 2], [3]], [arrow(0, 3), arrow(1, 3), arrow(2, 3)], sizes(0, 1, 2, 3));
  const [a, b, c, d] = [0, 1, 2, 3].map((n) => boxes.find((box) => box.n === n));
  for (const [upper, lower] of [[a, b], [b, c]]) assert.ok(lower.y - lower.h / 2 >= upper.y + upper.h / 2 + 12);
  assert.ok(d.x - d.w / 2 > a.x + a.w / 2);
  assert.equal(d.y, b.y);
});

test("an arrow of a narrow box runs straight past the wider boxes that it goes by", () => {
  const wide = new Map([...sizes(0, 2, 3, 4, 5), [1, { w: 160, h: 30 }]]);
  const arrows = [arrow(0, 2), arrow(0, 3), arrow(0, 4), arrow(0, 5), arrow(1, 5)];
  const { boxes, routes } = layout.place([[0, 1], [2, 3, 4, 5]], arrows, wide);
  const at = (n) => boxes.find((box) => box.n === n);
  const bent = [routes.find((route) => route.length === 3), routes.filter((route) => route.length === 2)];
  const [[first, second]] = bent;
  assert.deepEqual([first.x - at(0).x, second.x - at(0).x, second.y], [50, 80, first.y]);
  const lowest = (route) => Math.max(...route.map(({ y }) => y));
  assert.ok(bent[1].every((route) => lowest(route) < at(1).y - 15 || route[0].x === at(1).x + 80));
});

test("no column reaches beyond the tallest one to follow its neighbours", () => {
  const high = [0, 1, 2, 3, 4];
  const arrows = [arrow(0, 5), arrow(0, 6), arrow(0, 7)]; // all three would stand around the topmost
  const { boxes } = layout.place([high, [5, 6, 7]], arrows, sizes(...high, 5, 6, 7));
  const edges = (some) => [
    Math.min(...some.map(({ y, h }) => y - h / 2)), Math.max(...some.map(({ y, h }) => y + h / 2))];
  const [tall, low] = [high, [5, 6, 7]].map((column) => edges(boxes.filter(({ n }) => column.includes(n))));
  assert.ok(low[0] === tall[0] && low[1] < tall[1]);
});

test("an arrow leaves and enters at the sides of its boxes, and passes a column between the boxes", () => {
  const arrows = [arrow(0, 3), arrow(0, 1), arrow(2, 3), arrow(3, 0)];
  const { boxes, routes } = layout.place([[0], [1, 2], [3]], arrows, sizes(0, 1, 2, 3));
  const at = new Map(boxes.map((box) => [box.n, box]));
  for (const [route, from, to] of [[routes[0], 0, 3], [routes[3], 3, 0]]) {
    const way = Math.sign(to - from);
    assert.equal(route[0].x, at.get(from).x + way * 50);
    assert.equal(route.at(-1).x, at.get(to).x - way * 50);
    assert.equal(route.length, 4);
    for (const box of [at.get(1), at.get(2)]) assert.ok(Math.abs(route[1].y - box.y) > box.h / 2);
  }
});

test("an arrow from a box to itself has no way", () => {
  assert.deepEqual(layout.place([[0]], [arrow(0, 0)], sizes(0)).routes, [[]]);
});

test("a box is as high as its arrows need", () => {
  const many = [...Array(9).keys()].map((n) => n + 1);
  const { boxes } = layout.place([many, [0]], many.map((n) => arrow(n, 0)), sizes(0, ...many));
  assert.ok(boxes.find(({ n }) => n === 0).h >= 9 * 13);
  assert.equal(boxes.find(({ n }) => n === 1).h, 30);
});

test("a label is wrapped between words, words are broken only at strokes, and after four lines there is an end", () => {
  assert.deepEqual(layout.measure("low back pain", 80).lines, ["low back", "pain"]);
  assert.deepEqual(layout.measure("hyperparathyroidism", 40).lines, ["hyperparathyroidism"]);
  assert.deepEqual(layout.measure("dihydroxy-vitamin", 60).lines, ["dihydroxy-", "vitamin"]);
  assert.ok(layout.measure("hyperparathyroidism", 40).w > layout.width("hyperparathyroidism"));
  const { lines, h } = layout.measure("one two three four five six", 40);
  assert.deepEqual([lines.length, lines[3], h], [4, "fou…", 4 * layout.LINE + 12]);
  assert.deepEqual(layout.measure("").lines, ["(no name)"]);
});

test("with columns laid down, what was left is above", () => {
  const boxes = [{ n: 0, label: "a" }, { n: 1, label: "b", arrow: "↓" }];
  const [lying, standing] = [true, false].map((down) => layout.picture(boxes, [arrow(0, 1)], { down }));
  assert.ok(lying.boxes[0].y < lying.boxes[1].y);
  assert.equal(standing.boxes[0].y, standing.boxes[1].y);
  assert.deepEqual(lying.boxes[1].lines, ["b"]);
  assert.ok(lying.boxes[1].w > lying.boxes[0].w); // room for what says that it falls
});

test("the room that a picture is said to take holds it", () => {
  const { layout: own } = open(toy(["a + b", "c + b", "a + d", "b + d"]), upTo("layout"));
  const columns = [[0, 2], [1], [3]], arrows = [arrow(0, 1), arrow(2, 1), arrow(0, 3), arrow(1, 3)];
  const { w, h } = own.extent(columns, arrows);
  const { boxes } = own.picture(columns.flat().map((n) => ({ n })), arrows, { columns });
  const span = (axis, size) => Math.max(...boxes.map((box) => box[axis] + box[size] / 2))
    - Math.min(...boxes.map((box) => box[axis] - box[size] / 2));
  assert.ok(w >= span("x", "w") - 1 && h >= span("y", "h") - 1);
  assert.ok(own.extent(columns.slice(1), [arrow(1, 3)]).w < w);
});
