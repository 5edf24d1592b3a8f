import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

// The state of a page with some views, in which two concepts and one claim are known.
const { states } = open(toy(["a + b"]), PURE);
const VIEWS = ["start", "focus", "path", "map", "quiz", "debates"];
const known = (more = {}) => ({
  single: null,
  view: (name) => VIEWS.includes(name),
  concept: (text) => (["concept:a", "concept:b"].includes(text) ? text : undefined),
  claim: (text) => (text === "claim:a" ? text : undefined),
  guide: (text) => text === "g",
  first: (claim) => (claim ? "concept:b" : "concept:a"),
  ...more,
});
const { parse, lost, address, reduce } = states(known());
const change = (state, changes) => reduce(state, { type: "change", changes });

test("a page that is opened without an address begins at the start, an old address without a view in focus", () => {
  assert.deepEqual(parse(""), { v: "start" });
  assert.deepEqual(parse("#c=concept:b"), { v: "focus", c: "concept:b" });
  assert.deepEqual(parse("#claim=claim:a"), { v: "focus", c: "concept:b", claim: "claim:a" });
  assert.deepEqual(parse("#v=nothing&c=concept:none"), { v: "start" });
  assert.deepEqual(parse("#v=focus"), { v: "focus", c: "concept:a" });
});

test("every state comes back from its address, but for what belongs to the reader", () => {
  const said = {
    v: "quiz", c: "concept:a", a: "concept:b", claim: "claim:a", debate: "claim:a", d: 2, k: 5, q: 7,
    seed: 2147483648, topic: "bone", guide: "g", off: ["kind.food"], sort: "claim-", find: "a & ü", effect: "raises",
  };
  assert.deepEqual(parse(address({ ...said, theme: "dark", sheet: "full" })), said);
});

test("an address that names a concept that is not there is known as such", () => {
  for (const hash of ["#v=path&a=concept:none&b=concept:a", "#c=%E0%A4%A", "#down=x"]) assert.ok(lost(hash), hash);
  for (const hash of ["", "#v=path", "#v=path&a=concept:a&b=concept:b", "#v=map&c=", "#find=concept:none"]) {
    assert.ok(!lost(hash), hash);
  }
});

test("numbers out of their range, hostile words and broken escapes count as not said", () => {
  const wrong = ["seed=2147483649", "seed=-1", "seed=1e9", "topic=<b>", "d=3", "q=100", "find=%E0%A4", "constructor=1",
    "guide=h", "sort=a;b"];
  for (const part of wrong) {
    assert.deepEqual(parse(`#v=map&${part}`), { v: "map" }, part);
  }
  assert.deepEqual(parse("#v=map&d=2"), { v: "map", d: 2 });
});

test("no action changes the state it is given, and a change of nothing gives the same", () => {
  const before = parse("#v=path&a=concept:a");
  assert.ok(Object.isFrozen(before));
  assert.throws(() => { before.a = "concept:b"; }, TypeError);
  assert.deepEqual(change(before, { b: "concept:b" }), { v: "path", a: "concept:a", b: "concept:b" });
  assert.deepEqual(before, { v: "path", a: "concept:a" });
  assert.deepEqual(change(before, {}), before);
  assert.deepEqual(reduce(before, { type: "unheard of" }), before);
});

test("a concept that was looked for is in focus, or marked in the map, and closes the claim and the page", () => {
  const look = (hash) => reduce(parse(hash), { type: "look", c: "concept:b" });
  const looked = { v: "focus", a: "concept:a", c: "concept:b", sheet: "half" };
  assert.deepEqual(look("#v=path&a=concept:a&claim=claim:a&page=2"), looked);
  assert.equal(look("#v=map").v, "map");
});

test("the sheet rises with a choice, stays while a view stays, and rests in the next", () => {
  const rising = change(parse("#v=map"), { claim: "claim:a" });
  assert.equal(rising.sheet, "half");
  assert.equal(change(rising, { off: ["kind.food"] }).sheet, "half");
  assert.equal(change(rising, { v: "quiz" }).sheet, undefined);
  assert.equal(change(parse("#v=map"), { claim: null }).sheet, undefined);
  const link = (hash, clicked) => reduce(parse("#v=map"), { type: "address", hash, link: clicked }).sheet;
  assert.deepEqual([link("#v=map&b=concept:b", true), link("#v=map&b=concept:b", false)], ["half", undefined]);
  assert.equal(link("#v=quiz&b=concept:b", true), undefined);
  assert.equal(reduce(rising, { type: "sheet", sheet: "full" }).sheet, "full");
  assert.equal(reduce(rising, { type: "sheet", sheet: "<b>" }).sheet, "half");
});

test("going back from what was chosen lowers the sheet that rose with it; a closed one stays closed", () => {
  const back = (from, hash) => reduce(from, { type: "address", hash }).sheet;
  const row = change(parse("#v=whatif&up=concept:a"), { b: "concept:b" });
  const claim = change(row, { claim: "claim:a" });
  assert.deepEqual([row.sheet, claim.sheet], ["half", "half"]);
  assert.equal(back(row, "#v=whatif&up=concept:a"), undefined);
  assert.equal(back(claim, "#v=whatif&up=concept:a&b=concept:b"), undefined);
  assert.equal(back(row, "#v=whatif&up=concept:a&b=concept:a"), "half");
  const closed = reduce(row, { type: "sheet", sheet: "closed" });
  assert.equal(back(closed, "#v=whatif&up=concept:a"), "closed");
});

test("the theme is kept from address to address and stands in none", () => {
  const dark = reduce(parse("#v=map"), { type: "theme", theme: "dark" });
  const next = reduce(dark, { type: "address", hash: "#v=quiz" });
  assert.deepEqual(next, { v: "quiz", theme: "dark" });
  assert.equal(address(next), "#v=quiz");
});

test("a quiz begins with its first question and nothing of what was shown before", () => {
  const begun = reduce(parse("#v=map&c=concept:a&claim=claim:a&topic=bone"), { type: "quiz", seed: 12 });
  assert.deepEqual(begun, { v: "quiz", seed: 12, q: 1, topic: "bone" });
  const all = reduce(begun, { type: "quiz", seed: 3, n: 20, topic: null });
  assert.equal(address(all), "#v=quiz&q=1&seed=3&n=20");
  assert.equal(parse("#v=quiz&n=31").n, undefined);
  assert.deepEqual(parse(address(begun)), begun);
});

test("a single picture stays what it is, whatever is done", () => {
  const one = states(known({ single: { v: "focus", c: "concept:b" } }));
  const state = one.parse("#v=map&c=concept:a");
  assert.deepEqual(state, { v: "focus", c: "concept:b" });
  const changed = one.reduce(state, { type: "change", changes: { v: "map", c: "concept:a" } });
  assert.deepEqual(changed, { ...state, sheet: "half" });
});
