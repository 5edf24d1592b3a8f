// The cards of a quiz: what may be asked, and which answer is right.
import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

// A graph in which some publishers are studies; `change` changes its data before it is read.
const STUDIES = { study: 0.45, cases: 0.2, pooled: 0.8 };
function studied(lines, options, change = () => {}) {
  const data = toy(lines, options);
  data.sources.forEach((source) => Object.assign(source, {
    doc: Number(!(source.publisher in STUDIES)), w: STUDIES[source.publisher] ?? 0.2,
  }));
  change(data);
  return open(data, PURE).load(data);
}
const named = (graph, cards) => cards.map(({ from, to }) => `${graph.label(from)} ${graph.label(to)}`).sort();
const answers = (...given) => {
  const graph = studied(...given);
  return Object.fromEntries(graph.deck(1).map(({ from, answer }) => [graph.label(from), answer]));
};

test("a card rests on a study or on two witnesses; one page or series of cases is not enough", () => {
  const graph = studied(["a + b 0.35 @x", "c + d 0.35 @study", "e + f 0.35 @cases"]);
  assert.deepEqual(named(graph, graph.deck(1)), ["c d"]);
  const witnesses = (weight) => studied(["a + b 0.35 @x", "c + d 0.35 @x", "c + d 0.35 @y"], {}, ({ claims }) => {
    claims[0].sum = [[0, "0.35", "1", "1", "0.35"], [2, "0.35", "1", "1", weight]];
  });
  const [two, one] = ["0.35", "0"].map(witnesses); // Of one claim; in the other graph one counts for nothing.
  assert.deepEqual([two, one].map((each) => named(each, each.deck(1))), [["a b"], []]);
});

test("what sources only call possible is not asked, nor a dispute of which no side speaks outright", () => {
  assert.deepEqual(answers(["a + b 0.35 @study hedged", "c + d 0.35 @study"]), { c: "+" });
  const opposed = (...words) => answers([`a + b 0.35 @study ${words[0]}`, `a - b 0.35 @study ${words[1]}`]);
  assert.deepEqual([opposed("hedged", "hedged"), opposed("", "hedged")], [{}, { a: "!" }]);
});

test("what no source gives a direction is not asked: it may be known elsewhere", () => {
  assert.deepEqual(answers(["a ? b 0.35 @study", "c + d 0.35 @study"]), { c: "+" });
});

test("where a study stands on each side, that sources disagree is the answer, once", () => {
  const graph = studied([
    "a + b 0.35 @study", "a + b 0.35 @study denied", "c + d 0.35 @study", "c - d 0.35 @study",
    "g + h 0.35 @study", "g + h 0.35 @pooled undecided", "i + j 0.35 @pooled", "i + j 0.35 @study undecided"]);
  const found = Object.fromEntries(graph.deck(1).map(({ from, answer }) => [graph.label(from), answer]));
  assert.deepEqual(found, { a: "!", c: "!", i: "+" });
  assert.equal(graph.deck(1).length, 3);
  assert.equal(graph.deck(1).find(({ from }) => graph.label(from) === "a").evidence.length, 2);
});

// What the chains determine for b and d: that sources dispute it.
const DISPUTED = { judge: { targets: [1, 3], rows: { 0: "c1.1", 2: ".1c1" }, supports: "2".repeat(4) } };

test("pages alone are no side of a dispute, nor is a denial by a weaker study", () => {
  const asked = (one, other) => answers([`a + b 0.35 @${one}`, `a + b 0.35 @${other} denied`, "c + d"], DISPUTED);
  assert.deepEqual(asked("study", "study"), { a: "!" });
  assert.deepEqual(asked("cases", "pooled"), { a: "!" });
  for (const [one, other] of [["study", "page"], ["page", "pooled"], ["pooled", "study"]]) {
    assert.deepEqual(asked(one, other), {}, `${one} ${other}`);
  }
});

// Little sun (of sun) brings a lack (of d) about; as a treatment of the lack, sun is disputed.
const LEVELS = { states: { shade: "sun", lack: "d" } };
const TREATMENT = ["shade + lack 0.58 @study", "sun - lack 0.35 @cases", "sun - lack 0.35 @study denied"];

test("a denial of a treatment is no dispute about the cause", () => {
  const asked = (letter) => {
    const judge = { targets: [3], rows: { 2: `${letter}1` }, supports: "222" };
    const graph = studied(TREATMENT, { ...LEVELS, judge });
    return graph.deck(1).map(({ from, to, answer }) => [graph.label(from), graph.label(to), answer]);
  };
  assert.deepEqual(asked("+"), [["shade", "lack", "+"]]);
  assert.deepEqual(asked("c"), [["sun", "lack", "!"]]);
});

test("the answer is what the graph concludes, or it is not asked", () => {
  const asked = (row) => answers(["a + b 0.35 @study", "c - d 0.35 @study"],
    { judge: { targets: [1, 3], rows: { 0: row, 2: ".1-1" }, supports: "22" } });
  assert.deepEqual(asked("+1.1"), { a: "+", c: "-" });
  for (const row of ["-1.1", "c1.1", ".2"]) assert.deepEqual(asked(row), { c: "-" }, row);
});

test("a pair of which one name holds the other is not asked, nor one of which one is a kind of the other", () => {
  const graph = studied(["a + b 0.35 @study", "c + d 0.35 @study", "e + f 0.35 @study"], { broader: { e: "f" } },
    ({ concepts }) => concepts.slice(0, 2).forEach((concept, n) => { concept.label = ["iron", "iron stores"][n]; }));
  assert.deepEqual(named(graph, graph.deck(1)), ["c d"]);
});

test("a question names the people to whom all its evidence is limited", () => {
  const asked = (...limits) => {
    const lines = ["a + b 0.35 @study", "c + d 0.35 @pooled", "e + f 0.35 @x undecided"];
    const graph = studied(lines, {}, ({ claims, evidence, used }) => {
      claims[0].e = [0, 1, 2];
      used.splice(1);
      limits.forEach((ctx, n) => { evidence[n].ctx = ctx; });
    });
    return graph.deck(1).map(graph.people);
  };
  const [women, old, dose] = ["population: Women", "population: OlderAdults", "dose: 5 IU"];
  assert.deepEqual(asked([women, old, dose], [old]), [["OlderAdults"]]);
  assert.deepEqual([asked([women], [old]), asked([old], []), asked()], [[[]], [[]], [[]]]);
});

test("no two questions of a quiz are about kinds of the same two things", () => {
  const asked = (rest) => {
    const graph = studied(["a + b 0.35 @study", "c + b 0.35 @study", "c + d 0.35 @study"], rest);
    return named(graph, graph.asked(1, { n: 3 })).length;
  };
  assert.equal(asked({}), 3);
  assert.equal(asked({ broader: { c: "a" } }), 2);
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
  assert.deepEqual(graph.topics().map(({ id }) => id), ["bone", "muscle"]);
  const signs = graph.asked(2, { n: 4, topic: "bone" }).map(({ answer }) => answer).sort();
  assert.deepEqual(signs, ["+", "+", "-", "-"]);
});
