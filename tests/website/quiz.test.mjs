import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const CHAIN = ["a + b", "b + c", "c - d"];
const ASIDE = ["u + v", "v + w", "w + u"];
const load = (...given) => open(toy(...given), PURE).load(toy(...given));

// What the chains from a determine for b, c and d, as +, - and c (sources disagree).
const judged = (row, supports = "2222222") => (
  { judge: { targets: [1, 2, 3], rows: { 0: row }, supports }, kinds: { d: "symptom" } });

test("a chain is asked for only if each step has enough wrong answers", () => {
  const given = judged("+2-1");
  assert.deepEqual(load(CHAIN, given).chainQuestions(1), []);
  assert.deepEqual(load([...CHAIN, "u + d"], given).chainQuestions(1), []); // Only u would be wrong.
  const [question, ...more] = load([...CHAIN, ...ASIDE], given).chainQuestions(1);
  assert.equal(more.length, 0);
  assert.deepEqual([question.a, question.b, question.sign], [0, 3, "-"]);
  assert.deepEqual(question.steps.map(({ choices }) => choices.length), [4, 4, 0]);
});

test("a chain is asked for only if its sign, and what moves on its way, is what is concluded", () => {
  const asked = (...given) => load([...CHAIN, ...ASIDE], judged(...given)).chainQuestions(1).length;
  assert.equal(asked("+2-1"), 1);
  assert.equal(asked("+2c1"), 0); // Sources disagree about the ends.
  assert.equal(asked("+3"), 0); // Other chains outweigh this one.
  assert.equal(asked("+1c1-1"), 0);
  assert.equal(asked("+2-1", "0000000"), 0); // Web pages alone say so.
});

test("a chain is not asked for if its sign is that of what stands in for its begin", () => {
  const asked = (row) => load([...CHAIN, ...ASIDE, "k - d"], { broader: { a: "k" }, kinds: { d: "symptom" },
    judge: { targets: [1, 2, 3], rows: { 0: row, 7: ".2-1" }, supports: "22222222" } }).chainQuestions(1).length;
  assert.equal(asked("+2-1"), 1);
  assert.equal(asked("+2.1"), 0); // Nothing is concluded for a itself; k, above it, answers.
});

test("a chain that contradicts itself is not asked for", () => {
  const chain = ["a + b", "b - c", "low - d", ...ASIDE, "a + c"];
  const given = { kinds: { d: "symptom" }, states: { low: "c" },
    judge: { targets: [1, 2, 4], rows: { 0: "+1-2" }, supports: "111111111" } };
  const asked = (...more) => load([...chain, ...more], given).chainQuestions(1).length;
  assert.equal(asked(), 1);
  assert.equal(asked("c + b"), 0); // The first step may stand for a rise of c, which falls in the second.
});

test("a chain is asked for in the direction that sources state, not as its mirror image", () => {
  const asked = (first, second) => load([first, second, ...ASIDE], { kinds: { d: "symptom" },
    states: { lack: "a", low: "b" }, judge: { targets: [1, 3], rows: { 7: "+1-1" }, supports: "111111" } })
    .chainQuestions(1).map(({ a, steps }) => [a, ...steps.map(({ before, after }) => before + after)]);
  assert.deepEqual(asked("lack - b", "low + d"), [[0, "--", "-+"]]);
  assert.deepEqual(asked("lack - b", "b - d"), []); // Only that more of b lowers d is stated: here b falls.
});

test("a chain to build ends at a disease or symptom", () => {
  assert.deepEqual(load([...CHAIN, ...ASIDE]).chainQuestions(1), []);
});

test("a wrong answer is something that something acts on", () => {
  const asked = (...more) => load([...CHAIN, "u + v", ...more], judged("+2-1")).chainQuestions(1).length;
  assert.equal(asked(), 0); // Nothing acts on u, so only v would be wrong.
  assert.equal(asked("v + u"), 1);
});

test("no wrong answer is generic", () => {
  const data = toy([...CHAIN, ...ASIDE], judged("+2-1"));
  const asked = () => open(data, PURE).load(data).chainQuestions(1).length;
  assert.equal(asked(), 1);
  for (const concept of data.concepts.filter(({ label }) => "uv".includes(label))) concept.generic = 1;
  assert.equal(asked(), 0);
});

test("a denial of the pair puts a sign in doubt, an association does not", () => {
  const graph = load(["a + b", "a ~ b 0.35 @y denied", "c + d", "c + d 0.35 @y denied"]);
  assert.deepEqual(graph.influences.map(graph.doubt), [null, "contested"]);
});

test("a missed card comes back tomorrow, and later each time it is right, until it is known", () => {
  const { cards } = open(toy(["a + b"]), PURE);
  let kept = cards.moved([], "claim:a", false, 100);
  assert.deepEqual(kept, [["claim:a", 1, 101]]);
  assert.deepEqual([cards.due(kept, 100), cards.due(kept, 101)], [[], ["claim:a"]]);
  const days = [];
  for (let day = 101; kept.length; [[, , day] = []] = kept) {
    kept = cards.moved(kept, "claim:a", true, day);
    if (kept.length) days.push(kept[0][2] - day);
  }
  assert.deepEqual(days, [2, 4, 8, 16]);
  assert.deepEqual(cards.moved([["claim:a", 4, 100]], "claim:a", false, 100), [["claim:a", 1, 101]]);
  assert.deepEqual(cards.moved([], "claim:b", true, 100), []); // What was known at once is no card.
});

test("of kept cards only those are read that can be so", () => {
  const { cards } = open(toy(["a + b"]), PURE);
  const kept = (text) => cards.read(text, (id) => id.startsWith("claim:"), 100);
  const read = (value) => kept(JSON.stringify(value));
  assert.deepEqual(read([["claim:a", 2, 101]]), [["claim:a", 2, 101]]);
  for (const text of ["", "{", "null", "7", "{}"]) assert.deepEqual(kept(text), []);
  const wrong = [
    ["claim:a", 9, 101], ["claim:a", 1, 1e9], ["claim:a", 1, -1], ["evil", 1, 101], [1, 1, 1], ["claim:a"]];
  for (const card of wrong) assert.deepEqual(read([card]), []);
  assert.deepEqual(cards.read(null, () => true, 100), []);
  assert.equal(read([["claim:a", 1, 101], ["claim:a", 2, 102]]).length, 1);
  assert.equal(read(Array.from({ length: 900 }, (_, i) => [`claim:${i}`, 1, 101])).length, 300);
});
