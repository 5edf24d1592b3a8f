import assert from "node:assert/strict";
import test from "node:test";
import { page, texts, toy } from "./page.mjs";

const wide = [...Array(60).keys()].map((n) => `a + x${n} 0.${20 + n}`);
const PRESSED = toy(["a + b", "b + c", "a - c", ...wide], {
  judge: { targets: [1, 2, ...[...Array(60).keys()].map((n) => n + 3)], rows: { 0: "+1c1+60" } },
});

test("what is held is marked, what cannot be told is in a fog, and arrows turn with the side that is pressed", () => {
  const judge = { targets: [1, 2], rows: { 0: "+1c1" }, supports: "222" };
  const { view, last } = page(toy(["a + b", "b + c", "a - c"], { judge }));
  view("whatif", { up: "concept:a", b: "concept:c" });
  const box = (n) => last().boxes.find((one) => one.n === n);
  assert.deepEqual([box(0).role, box(1).role, box(2).role], ["held", undefined, "fog"]);
  assert.deepEqual([box(0).arrow, box(1).arrow, box(2).arrow], ["↑", "↑", "?"]);
  view("whatif", { down: "concept:a", b: "concept:c" });
  assert.deepEqual([box(0).arrow, box(1).arrow, box(2).arrow], ["↓", "↓", "?"]);
});

test("a picture of much that moves stays readable: the best supported, and the chain that was asked for", () => {
  const { view, last } = page(PRESSED);
  const shown = () => new Set(last().boxes.map(({ n }) => n));
  const place = view("whatif", { up: "concept:a" });
  assert.ok(shown().size <= 22);
  assert.ok(shown().has(62) && !shown().has(3)); // x59 has the highest confidence, x0 the least.
  const told = place.querySelector("#whatif-count").textContent;
  assert.match(told, /^If a ↑: 62 things may change, 61 in a known direction\. The \d+ best supported are/);
  view("whatif", { up: "concept:a", b: "concept:x0" });
  assert.ok(shown().has(3));
});

test("known directions are drawn before what cannot be told, however well that is supported", () => {
  const lines = [...Array(30).keys()].map((n) => `a + x${n} ${n < 25 ? "0.90" : "0.10"}`);
  const judge = { targets: [...Array(30).keys()].map((n) => n + 1), rows: { 0: "c25+5" } };
  const { view, last } = page(toy(lines, { judge }));
  view("whatif", { up: "concept:a" });
  assert.equal(last().boxes.filter(({ arrow }) => arrow === "↑").length, 6);
  assert.ok(last().boxes.some(({ role }) => role === "fog"));
});

test("all that moves is listed, whether it is drawn or not", () => {
  const { view } = page(PRESSED);
  assert.equal(view("whatif", { up: "concept:a" }).querySelectorAll(".move").length, 62);
});

const WORDS = {
  weak: "web pages alone", unnamed: "no study named", moderate: "a study for each step",
  "agreeing-chains": "each agrees",
  "only-mirrored": "only of the contrary", Adults: "adults",
};
const panelled = (lines, judge, asked, given = {}) => {
  const { KG, view, last } = page(toy(lines, { ...given, judge: { ...judge, words: WORDS } }));
  const place = view("whatif", asked);
  const sure = last().boxes.filter(({ role, maybe }) => role !== "held" && !maybe).map(({ n }) => n);
  return Object.assign([KG.find("panel").textContent, ...texts(place, ".move")], { sure });
};

test("what pages alone say is told as what they say, and of the contrary only as a leaning", () => {
  const judge = { targets: [1], rows: { 0: "+1" } };
  const [up, listed] = panelled(["a + b"], judge, { up: "concept:a", b: "concept:b" });
  assert.match(up, /Web pages alone say that an increase in a raises b\. Why: each agrees\./);
  assert.equal(listed, "↑b goes up 0.35, web pages alone");
  const steps = { targets: [1, 2], rows: { 0: "+2", 1: ".1+1" } };
  const [through] = panelled(["a + b", "b + c"], steps, { up: "concept:a", b: "concept:c" });
  assert.match(through, /An increase in a raises c, if web pages are right\. Why: each agrees\./);
  const [down, other] = panelled(["a + b"], judge, { down: "concept:a", b: "concept:b" });
  const open = /The effect of a decrease in a on b is undetermined\. Why: only of the contrary\. It leans down/;
  assert.match(down, open);
  assert.equal(other, "?b is undetermined web pages, opposite case only");
});

test("a sign that rests on studies is told with them, one that is likely with its weight", () => {
  const judge = { targets: [1, 2], rows: { 0: "+1u1" }, supports: "222" };
  const lines = ["a + b", "a + c 0.95", "b ? c 0.20"];
  const found = panelled(lines, judge, { up: "concept:a", b: "concept:c" });
  const [told, ...listed] = found;
  assert.deepEqual(found.sure, [1]); // What is only likely is marked in the picture, too.
  assert.match(told, /An increase in a probably raises c \(a study for each step, weight 0\.9\d\)\./);
  assert.match(listed.join("; "), /^↑b goes up 0\.35, a study for each step; ↑c goes up a study for each step$/);
});

test("what an imported graph states without a study is told so, in both directions", () => {
  const judge = { targets: [1], rows: { 0: "+1" }, supports: "1" };
  const [up, listed] = panelled(["a + b"], judge, { up: "concept:a", b: "concept:b" });
  assert.match(up, /An increase in a raises b \(no study named\)\./);
  assert.equal(listed, "↑b goes up 0.35, no study named");
  const [down] = panelled(["a + b"], judge, { down: "concept:a", b: "concept:b" });
  assert.match(down, /A decrease in a lowers b \(no study named\)\./);
});

test("the only people in whom it was found are told", () => {
  const made = toy(["a + b"], { judge: { targets: [1], rows: { 0: "+1" }, supports: "3", words: WORDS } });
  made.evidence[0].ctx = ["site: bone", "population: Adults"];
  const { KG, view } = page(made);
  view("whatif", { up: "concept:a", b: "concept:b" });
  assert.match(KG.find("panel").textContent, /An increase in a raises b \(a study for each step, in adults only\)/);
});

test("what stands in is told", () => {
  const judge = { targets: [1], rows: { 0: "+1" }, supports: "2" };
  const given = { broader: { kind: "a" } };
  const [whole] = panelled(["a + b"], judge, { up: "concept:kind" }, given);
  assert.match(whole, /This answer is for a, in place of what was asked\./);
  const [told] = panelled(["a + b"], judge, { up: "concept:kind", b: "concept:b" }, given);
  assert.match(told, /This answer is for a → b: no chain links what was asked\.The strongest chaina ↑ → b ↑/);
});

test("an effect that sources looked for and did not find is told so", () => {
  const made = toy(["a 0 b"], { judge: { supports: "2", words: WORDS } });
  const { KG, view } = page({ ...made, used: [] });
  const place = view("whatif", { up: "concept:a", b: "concept:b" });
  assert.match(KG.find("panel").textContent, /No effect of an increase in a on b was found \(a study for each step\)/);
  assert.deepEqual(texts(place, ".move"), ["=b does not move no effect found"]);
});
