import assert from "node:assert/strict";
import test from "node:test";
import { open, toy, upTo } from "./page.mjs";

const DATA = toy(["a + b"]);
const KG = open(DATA, upTo("base"));
KG.views.path = { label: "Path", show() {} };
const read = (hash) => {
  globalThis.location.hash = hash;
  KG.read();
  return KG.state;
};

test("an address says what the state is, and the state makes that address", () => {
  const state = { v: "path", a: "concept:a", b: "concept:b", k: 5, off: ["effect.other", "kind.food"], find: "a & b" };
  assert.equal(KG.address(state), "#v=path&a=concept:a&b=concept:b&k=5&off=effect.other,kind.food&find=a%20%26%20b");
  assert.deepEqual(read(KG.address(state)), state);
});

test("what an address says wrongly counts as not said", () => {
  const wrong = "v=constructor&a=concept:z&k=11&d=1e1&claim=x&sort=a;b&__proto__=1&find=%E0%A4&guide";
  assert.deepEqual(read(`#${wrong}`), { v: "focus", c: "concept:a" });
  const off = ["effect.other", "kind.x"];
  assert.deepEqual(read("#off=effect.other,<b>,kind.x"), { v: "focus", c: "concept:a", off });
});

test("an old address leads to what replaces the concept or claim", () => {
  const moved = { concepts: { "concept:old": 1 }, claims: { "claim:a--causes--b": 0 } };
  const other = open({ ...DATA, moved }, upTo("base"));
  globalThis.location.hash = "#v=focus&c=concept:old&claim=claim:a--causes--b";
  other.read();
  assert.deepEqual(other.state, { v: "focus", c: "concept:b", claim: "claim:a--increases--b" });
  open(DATA, upTo("base"));
  globalThis.KG = KG;
  globalThis.window.KG = KG;
});

test("a link changes the state in part, and null takes a part out", () => {
  read("#v=path&a=concept:a&chain=2");
  assert.equal(KG.link({ b: "concept:b", chain: null }), "#v=path&a=concept:a&b=concept:b");
});

test("a step leaves a trace in the history unless it replaces, or leads nowhere else", () => {
  read("#v=path");
  KG.go({ k: 2 });
  KG.go({ k: 2 });
  KG.go({ k: 3 }, { replace: true });
  assert.deepEqual([KG.steps, KG.state.k, globalThis.location.hash], [1, 3, "#v=path&k=3"]);
});

test("text stays text, lists are taken apart, and what is missing is left out", () => {
  const made = KG.el("p", { title: "<b>", hidden: true, lang: null }, "<i>", [["x", [1]], null], false, undefined, 0);
  assert.equal(made.textContent, "<i>x10");
  assert.deepEqual([...made.attributes], [["title", "<b>"], ["hidden", ""]]);
});

test("no element gets a handler or style as a text, or an address that is no link", () => {
  for (const name of ["onclick", "ONLOAD", "style", "srcdoc"]) {
    assert.throws(() => KG.el("p", { [name]: "x" }), /no attribute/);
  }
  assert.equal(KG.el("a", { href: "javascript:alert(1)//https://a.example/#" }).getAttribute("href"), null);
  assert.equal(KG.el("a", { href: "https://a.example/" }).getAttribute("href"), "https://a.example/");
  assert.equal(KG.out("data:text/html,x", "x").tag, "span");
  assert.equal(KG.out("https://a.example/", "x").getAttribute("rel"), "noopener noreferrer");
});

test("a confidence falls into the band of its word", () => {
  const bands = { 0.99: "high", "0.60": "high", 0.59: "medium", 0.31: "medium", "0.30": "low", 0.01: "low" };
  for (const [conf, id] of Object.entries(bands)) assert.equal(KG.band(Number(conf)), id);
  assert.deepEqual(KG.BANDS.map(({ id }) => id), ["high", "medium", "low"]);
});

test("a single picture stays what it is, whatever the address says", () => {
  const single = open(DATA, upTo("base"), { single: { v: "focus", c: "concept:b" } });
  single.views.path = KG.views.path;
  globalThis.location.hash = "#v=path&c=concept:a";
  single.read();
  assert.deepEqual([single.state.v, single.state.c], ["focus", "concept:b"]);
});
