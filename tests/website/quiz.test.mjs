import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const CHAIN = ["a + b", "b + c", "c - d"];
const ASIDE = ["u + v", "v + w", "w + u"];
const load = (...given) => open(toy(...given), PURE).load(toy(...given));

// What the chains from a determine for b, c and d, as +, - and c (sources disagree).
const judged = (row, supports = "1111111") => (
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
    judge: { targets: [1, 2, 3], rows: { 0: row, 7: ".2-1" }, supports: "11111111" } }).chainQuestions(1).length;
  assert.equal(asked("+2-1"), 1);
  assert.equal(asked("+2.1"), 0); // Nothing is concluded for a itself; k, above it, answers.
});

test("a chain that contradicts itself is not asked for", () => {
  const chain = ["a + b", "b - c", "c + d", ...ASIDE, "a + c"];
  const asked = (...more) => load([...chain, ...more], judged("+1-2", "111111111")).chainQuestions(1).length;
  assert.equal(asked(), 1);
  assert.equal(asked("c + b"), 0); // The first step may stand for a rise of c, which falls in the second.
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

// A quiz for a class.

const studied = (...given) => {
  const data = toy(...given);
  const studies = { study: 0.45, cases: 0.2, pooled: 0.8 };
  data.sources.forEach((source) => Object.assign(source, {
    doc: Number(!(source.publisher in studies)), w: studies[source.publisher] ?? 0.2,
  }));
  return open(data, PURE).load(data);
};
const named = (graph, cards) => cards.map(({ from, to }) => `${graph.label(from)} ${graph.label(to)}`).sort();

test("a card rests on a study or on two witnesses; one page or series of cases is not enough", () => {
  const graph = studied(["a + b 0.35 @x", "c + d 0.35 @study", "e + f 0.35 @cases"]);
  assert.deepEqual(named(graph, graph.deck(1)), ["c d"]);
  const data = toy(["a + b 0.35 @x", "c + d 0.35 @x", "c + d 0.35 @y"]);
  data.claims[0].sum = [[0, "0.35", "1", "1", "0.35"], [2, "0.35", "1", "1", "0.35"]]; // Two witnesses of one claim.
  const other = open(data, PURE).load(data);
  assert.deepEqual(named(other, other.deck(1)), ["a b"]);
  data.claims[0].sum[1][4] = "0"; // One of them counts for nothing.
  const void_ = open(data, PURE).load(data);
  assert.deepEqual(named(void_, void_.deck(1)), []);
});

test("of a pair that sources disagree about, that they do is the answer, once", () => {
  const graph = studied([
    "a + b 0.35 @study", "a + b 0.35 @y denied", "c + d 0.35 @study", "c - d 0.35 @study", "e ? f 0.35 @study",
    "g + h 0.35 @study", "g + h 0.35 @pooled undecided", "i + j 0.35 @pooled", "i + j 0.35 @study undecided"]);
  const answers = Object.fromEntries(graph.deck(1).map(({ from, answer }) => [graph.label(from), answer]));
  assert.deepEqual(answers, { a: "!", c: "!", e: "?", i: "+" });
  assert.equal(graph.deck(1).length, 4);
  assert.equal(graph.deck(1).find(({ from }) => graph.label(from) === "a").evidence.length, 2);
});

test("seed, topic and number make the quiz, the same each time", () => {
  const bones = [..."abcdefgh"].map((s, i) => `${s} ${"+-"[i % 2]} bone${s} 0.35 @study`);
  const graph = studied([...bones, ..."stuv".split("").map((s) => `${s} + muscle${s} 0.35 @study`)]);
  const asked = (seed, options) => named(graph, graph.asked(seed, options));
  assert.deepEqual(graph.asked(3, { n: 6 }), graph.asked(3, { n: 6 }));
  assert.notDeepEqual(asked(3, { n: 6 }), asked(4, { n: 6 }));
  assert.equal(asked(1, { n: 5, topic: "bone" }).length, 5);
  assert.ok(asked(1, { n: 30, topic: "bone" }).every((pair) => pair.includes("bone")));
  assert.equal(asked(1, { n: 30, topic: "bone" }).length, 8);
  assert.equal(asked(1, { n: 30, topic: "no-such" }).length, 12);
  assert.deepEqual(graph.topics().map(({ id, many }) => [id, many]), [["bone", 8], ["muscle", 4]]);
  const signs = graph.asked(2, { n: 4, topic: "bone" }).map(({ answer }) => answer).sort();
  assert.deepEqual(signs, ["+", "+", "-", "-"]);
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
