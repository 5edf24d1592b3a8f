import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const load = (...given) => open(toy(...given), PURE).load(toy(...given));
// What is told of each quantity, by its name.
const told = (graph, n, way) => Object.fromEntries(graph.moves(n, way)
  .map((move) => [graph.label(move.n), `${move.sign} ${move.reason}`]));

test("held down, up and down are turned round, and what cannot be told stays so", () => {
  const judge = { targets: [1, 3], rows: { 0: "+1c1" }, supports: "222" };
  const graph = load(["a + b", "c + d", "a + d"], { judge });
  assert.deepEqual(told(graph, 0, 1), { b: "+ agreeing-chains", d: "? contested-step" });
  assert.deepEqual(told(graph, 0, -1), { b: "- agreeing-chains", d: "? contested-step" });
  assert.deepEqual(told(graph, 1, 1), {});
});

test("what web pages alone state of the contrary is not told, but as a leaning", () => {
  const graph = load(["a + b"], { judge: { targets: [1], rows: { 0: "+1" } } });
  const [up] = graph.moves(0, 1), [down] = graph.moves(0, -1);
  assert.deepEqual([up.sign, up.certainty, up.support, up.leaning], ["+", "certain", "weak", null]);
  assert.deepEqual([down.sign, down.certainty, down.support, down.leaning], ["?", "open", "weak", "-"]);
  assert.equal(down.reason, "only-mirrored");
});

test("a null finding is told where no chain leads, and makes a chain disputed", () => {
  const lines = ["a 0 b", "a + c", "a 0 c", "a 0 d", "a 0 d denied"];
  const made = toy(lines, { judge: { targets: [2], rows: { 0: "+1" }, supports: "3030" } });
  made.influences[3].contested = 1;
  made.used = [1];
  const graph = open(made, PURE).load(made);
  assert.deepEqual(told(graph, 0), { b: "0 found-no-effect", c: "? contested-step", d: "? contested-step" });
  assert.equal(graph.moves(0)[0].support, "strong");
});

test("what is denied of a concept is open for its kinds", () => {
  const judge = { targets: [1], rows: { 2: "+1" }, supports: "22", denied: [[0, 1]] };
  const graph = load(["a + b", "kind + b"], { broader: { kind: "a" }, judge });
  assert.equal(told(graph, 2).b, "? contested-step");
});

test("a source without chains is answered for by what it indicates, then by what is above it", () => {
  const judge = { targets: [1, 3], rows: { 0: "+1.1", 2: ".1+1" }, supports: "22", indicates: { 4: 2 } };
  const graph = load(["a + b", "c + d"], { broader: { marker: "a" }, judge });
  const sources = graph.moves(4).map(({ n, source }) => [graph.label(n), graph.label(source)]);
  assert.deepEqual(sources, [["b", "a"], ["d", "c"]]);
});

test("for a condition that leads to nothing only what is stated of the concept above it holds", () => {
  const judge = { targets: [1, 2, 3], rows: { 0: "+1+1.1", 1: ".1+1.1" }, supports: "11" };
  const made = toy(["a + b", "b + c", "x + z"], { broader: { marker: "a" }, judge });
  const asked = (kind) => {
    const [marker] = made.concepts.filter(({ label }) => label === "marker");
    marker.kind = kind;
    return told(open(made, PURE).load(made), made.concepts.indexOf(marker));
  };
  assert.deepEqual(asked("disease"), { b: "+ agreeing-chains" });
  assert.deepEqual(asked("treatment"), { b: "+ agreeing-chains", c: "+ agreeing-chains" });
});

test("what stands in is not asked of itself, and a target that nothing reaches is told by what it indicates", () => {
  const judge = { targets: [1], rows: { 0: "-1" }, supports: "2", indicates: { 2: 1 } };
  const graph = load(["a - b"], { broader: { marker: "x" }, judge });
  assert.deepEqual(graph.moves(0).map(({ n, target }) => [n, target]), [[1, 1], [2, 1]]);
  assert.equal(graph.verdict(1, 1, 2).reason, "no-path");
});

test("of a state beyond the range only what is said of it counts", () => {
  const judge = { targets: [1, 3], rows: { 0: "+1.1", 2: ".1+1" }, supports: "22" };
  const made = toy(["a + b", "excess + c"], { judge });
  made.concepts[2].excess = 0;
  const graph = open(made, PURE).load(made);
  assert.deepEqual(told(graph, 2), { c: "+ agreeing-chains" });
  assert.equal(graph.verdict(2, 1, 1).reason, "beyond-range");
  assert.equal(graph.verdict(0, 1, 3).reason, "no-path");
});

test("a reason, a support and a population have words", () => {
  const graph = load(["a + b"], { judge: { words: { weak: "web pages alone" } } });
  assert.deepEqual([graph.words("weak"), graph.words("x")], ["web pages alone", "x"]);
});

test("what every path passes is found, in order", () => {
  const { passed } = open(toy([]), PURE);
  const pool = [[0, 1], [1, 2], [1, 3], [2, 4], [3, 4], [4, 5]].map(([s, t]) => ({ s, t, sign: "+", stated: "+-" }));
  assert.deepEqual(passed(pool, 0, [5]), [1, 4]);
  assert.deepEqual(passed(pool, 0, [2, 3]), [1]);
  assert.deepEqual(passed([...pool, { s: 0, t: 4, sign: "-", stated: "+-" }], 0, [5]), [4]);
  assert.deepEqual(passed(pool, 5, [0]), []);
});
