import assert from "node:assert/strict";
import test from "node:test";
import { page, texts, toy } from "./page.mjs";

test("what names no study is no study and no page: beside a claim, in a debate, in a filter and in the count", () => {
  const data = toy(["a + b", "a + b @s", "a + b @t", "a + b @t denied"]);
  const [claim] = data.claims;
  claim.contested = 1;
  claim.e = data.evidence.map((_, n) => n);
  claim.sum = data.evidence.map((_, n) => [n, "0.1", "1", "1", "0.1"]);
  data.sources[1].doc = 0;
  Object.assign(data.sources[2], { doc: 0, bare: 1, kind: "knowledge source" });
  const { KG, view } = page(data);
  KG.panel.claim(0);
  assert.deepEqual(texts(KG.find("panel"), "h4"), ["Web pages", "Studies", "Other sources"]);
  const heads = texts(view("debates", { debate: KG.graph.claimId(0) }), "h4");
  assert.deepEqual(heads, ["What studies found", "What web pages say", "Other sources", "Other sources"]);
  assert.ok(view("about", {}).textContent.includes("1 web page, read line by line, and from 1 study that"));
  const arrow = { id: 0, from: 0, to: 1, sign: "+", claims: [0], ...KG.joined([0]) };
  const left = (...more) => {
    KG.state = { v: "focus", off: ["src.literature", "src.document-x", ...more] };
    return KG.legend.filter([arrow], -1).length;
  };
  assert.deepEqual([left(), left("src.document-t")], [1, 0]);
});

test("a study that counts for nothing takes no side, and is not undecided", () => {
  const data = toy(["a + b", "a + b @s", "a + b @t", "a + b @u denied"]);
  const [claim] = data.claims;
  Object.assign(claim, { contested: 1, e: data.evidence.map((_, n) => n) });
  data.evidence[1].st = 0;
  Object.assign(data.evidence[2], { st: 0, void: 1 });
  const { KG, view } = page(data);
  KG.panel.claim(0);
  assert.deepEqual(texts(KG.find("panel"), ".side h3"),
    ["For (1)", "Against (1)", "Undecided (1)", "Not counted (1)"]);
  const place = view("debates", { debate: KG.graph.claimId(0) });
  assert.equal(texts(place, ".said li").length, 1);
});

test("the page speaks of vitamin D only for our own data", () => {
  const head = (given) => texts(page({ ...toy(["a + b"]), ...given }).view("start", {}), "h2")[0];
  assert.equal(head({}), "What acts on what, and how we know.");
  assert.equal(head({ own: 1 }), "What vitamin D does in the body, and how we know.");
});
