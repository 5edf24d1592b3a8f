import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const load = (...given) => open(toy(...given), PURE).load(toy(...given));

test("a low level is its quantity, going down", () => {
  const graph = load(["low-a + b"], { states: { "low-a": "a" } });
  const [low, a] = ["low-a", "a"].map((name) => graph.byId(`concept:${name}`));
  assert.deepEqual([graph.quantity(low), graph.direction(low), graph.direction(a)], [a, -1, 1]);
});

test("kin are a concept and what it is a kind of, at any distance, but not two kinds of one thing", () => {
  const graph = load(["a + b"], { broader: { a: "g", c: "g", g: "h" } });
  const [a, c, g, h] = ["a", "c", "g", "h"].map((name) => graph.byId(`concept:${name}`));
  assert.ok(graph.kin(a, h) && graph.kin(h, a) && graph.kin(a, g));
  assert.ok(!graph.kin(a, c));
});

test("kinds that go round in a circle end", () => {
  const graph = load(["a + b"], { broader: { a: "b", b: "a" } });
  assert.ok(graph.kin(0, 1));
});

test("a quantity that falls is called low, a disease or symptom less, a level by its name if a claim names it", () => {
  const kinds = { c: "symptom" };
  const end = (graph, name) => {
    const { chains: [best] } = graph.paths({ a: 0, b: graph.byId(`concept:${name}`) });
    return best.steps.map(({ to }) => to);
  };
  assert.deepEqual(end(load(["a - b", "b + c", "c - d"], { kinds }), "d"), ["low b", "less c", "d"]);
  const named = load(["a - b", "low-b + c"], { states: { "low-b": "b" } });
  assert.deepEqual(end(named, "c"), ["low-b", "c"]);
});

test("no chain runs through what is generic, and a search finds it last", () => {
  const data = toy(["a + health", "health + b", "b + health_score", "a + c"]);
  const concepts = data.concepts.map((one) => (one.label === "health" ? { ...one, generic: 1 } : one));
  const marked = { ...data, concepts };
  const [plain, graph] = [data, marked].map((one) => open(one, PURE).load(one));
  const [a, health, b] = ["a", "health", "b"].map((name) => graph.byId(`concept:${name}`));
  const chains = (one, from, to) => one.paths({ a: from, b: to }).chains.length;
  assert.deepEqual([chains(plain, a, b), chains(graph, a, b)], [1, 0]);
  assert.deepEqual([chains(graph, a, health), chains(graph, health, b)], [1, 1]);
  assert.deepEqual(graph.leading(a).map((i) => i.n), [0, 2, 3]);
  assert.deepEqual(graph.leading(health).map((i) => i.n), [0, 1, 2, 3]);
  const found = (one) => one.search("heal").map(({ n }) => one.label(n));
  assert.deepEqual([found(plain), found(graph)], [["health", "health_score"], ["health_score", "health"]]);
  assert.deepEqual(graph.search("health").map(({ n }) => graph.label(n))[0], "health");
});

test("distances are the fewest steps, and what is not reached has none", () => {
  const graph = load(["a + b", "b + c", "a - c", "d + a"]);
  assert.deepEqual([...graph.distances(graph.influences, 0)], [[0, 0], [1, 1], [2, 1]]);
});
