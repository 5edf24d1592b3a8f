import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const { bestPaths, feedback, product, times } = open(toy(["a + b"]), PURE);
const step = (s, sign, t, cost = 1) => ({ s, sign, t, cost });
const ask = { source: 0, target: 3, start: "+", ends: ["+", "-", "?"], k: 9, maxHops: 8, limit: 999 };
const ways = (found) => found.map((way) => way.map(({ s, t }) => `${s}${t}`).join(" "));

test("signs multiply, and what has no effect or no sign passes that on", () => {
  assert.equal(times("-", "-"), "+");
  assert.equal(times("-", "+"), "-");
  assert.equal(times("?", "-"), "?");
  assert.equal(times("?", "0"), "0");
});

test("a product of confidences is exact to four places or two significant digits, halves up", () => {
  assert.equal(product([35, 35]), "0.1225");
  assert.equal(product([35, 5, 9]), "0.0016"); // 0.001575
  assert.equal(product([15, 10, 1]), "0.00015");
  assert.equal(product([15, 15, 1]), "0.00023"); // 0.000225, for which floating point gives 0.00022
  assert.equal(product([10, 10, 10, 10, 10]), "0.000010"); // not 0
  assert.equal(product([]), "1.0000");
});

test("the cheapest way comes first, then the shorter one, then the order of names", () => {
  const edges = [step(0, "+", 3, 9), step(0, "+", 1), step(1, "+", 3, 7), step(0, "+", 2), step(2, "+", 3, 7)];
  assert.deepEqual(ways(bestPaths(edges, [0, 1, 2, 3], ask)), ["01 13", "02 23", "03"]);
  assert.deepEqual(ways(bestPaths(edges, [0, 2, 1, 3], ask)), ["02 23", "01 13", "03"]);
  edges[0].cost = 8;
  assert.deepEqual(ways(bestPaths(edges, [0, 1, 2, 3], ask))[0], "03");
});

test("a way goes nowhere twice, and ends where it first comes to the target", () => {
  const edges = [step(0, "+", 1), step(1, "+", 0), step(1, "+", 3), step(3, "+", 1)];
  assert.deepEqual(ways(bestPaths(edges, [0, 1, 2, 3], ask)), ["01 13"]);
});

test("only ways of a wanted sign and length are found", () => {
  const edges = [step(0, "-", 3, 1), step(0, "-", 1), step(1, "-", 3)];
  const rank = [0, 1, 2, 3];
  assert.deepEqual(ways(bestPaths(edges, rank, { ...ask, ends: ["+"] })), ["01 13"]);
  assert.deepEqual(ways(bestPaths(edges, rank, { ...ask, ends: ["-"] })), ["03"]);
  assert.deepEqual(bestPaths(edges, rank, { ...ask, ends: ["+"], maxHops: 1 }), []);
});

test("a search that looks at too much is given up, not answered in part", () => {
  const edges = [step(0, "+", 1), step(1, "+", 3)];
  assert.equal(bestPaths(edges, [0, 1, 2, 3], { ...ask, limit: 1 }), null);
  assert.equal(bestPaths(edges, [0, 1, 2, 3], { ...ask, limit: 2 }).length, 1);
});

test("a chain contradicts itself if it reverses what one of its steps stands for", () => {
  const regulated = [step(0, "+", 1), step(1, "-", 2), step(0, "-", 2), step(2, "+", 1)];
  const judge = feedback(regulated);
  assert.deepEqual(judge([[0, "+"], [2, "-"], [1, "-"]]), { step: 0, n: 1, direction: "+" });
  assert.deepEqual(judge([[0, "-"], [2, "+"], [1, "+"]]), { step: 0, n: 1, direction: "-" });
  assert.equal(judge([[0, "+"], [1, "+"], [2, "-"]]), null);
  assert.equal(judge([[0, "+"], [2, "-"], [1, "+"]]), null);
  assert.equal(judge([[0, "+"], [2, "?"], [1, "?"]]), null);
  assert.equal(feedback(regulated.slice(1))([[0, "+"], [2, "-"], [1, "-"]]), null);
});

test("a mechanism that a shorter one contradicts does not count", () => {
  // Vitamin D, absorption, calcium, bone, hormone.
  const edges = [step(0, "+", 1), step(1, "+", 2), step(0, "-", 3), step(3, "+", 2), step(2, "-", 4), step(4, "+", 1)];
  const chain = [[0, "+"], [1, "+"], [2, "+"]];
  assert.deepEqual(feedback(edges)(chain), { step: 0, n: 2, direction: "-" });
  assert.equal(feedback([...edges, step(0, "-", 4), step(4, "+", 3)])(chain), null);
});
