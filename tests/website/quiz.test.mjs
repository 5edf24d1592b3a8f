import assert from "node:assert/strict";
import test from "node:test";
import { open, toy } from "./page.mjs";

const PURE = ["paths", "confidence", "worlds", "judge", "graph", "quiz"];
const CHAIN = ["a + b", "b + c", "c - d"];
const ASIDE = ["u + v", "v + w", "w + u"];
const load = (...given) => open(toy(...given), PURE).load(toy(...given));

test("a chain is asked for only if each step has enough wrong answers", () => {
  const kinds = { d: "symptom" };
  assert.deepEqual(load(CHAIN, { kinds }).chainQuestions(1), []);
  assert.deepEqual(load([...CHAIN, "u + d"], { kinds }).chainQuestions(1), []); // Only u would be wrong.
  const [question, ...more] = load([...CHAIN, ...ASIDE], { kinds }).chainQuestions(1);
  assert.equal(more.length, 0);
  assert.deepEqual([question.a, question.b, question.sign], [0, 3, "-"]);
  assert.deepEqual(question.steps.map(({ choices }) => choices.length), [4, 4, 0]);
});

test("a chain to build ends at a disease or symptom", () => {
  assert.deepEqual(load([...CHAIN, ...ASIDE]).chainQuestions(1), []);
});

test("of as many questions as are asked for, no two are of one influence", () => {
  const graph = load([...CHAIN, ...ASIDE]);
  const asked = graph.signQuestions(3, 4).map(({ influence }) => influence);
  assert.equal(new Set(asked).size, 4);
  assert.equal(graph.signQuestions(3).length, 6);
});

test("a denial of the pair puts a sign in doubt, an association does not", () => {
  const graph = load(["a + b", "a ~ b 0.35 @y denied", "c + d", "c + d 0.35 @y denied"]);
  assert.deepEqual(graph.influences.map(graph.doubt), [null, "contested"]);
});
