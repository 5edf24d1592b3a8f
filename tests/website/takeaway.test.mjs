import assert from "node:assert/strict";
import test from "node:test";
import { open, toy, upTo } from "./page.mjs";

const DATA = toy(["a + b 0.65 @x", "b - c 0.20 @x", "b - c 0.20 @y denied"]);
const CLAIM = "claim:a--increases--b";

// The page of some data with its menu, what it copies, and what it says.
function page(data, state = {}) {
  const KG = open(data, upTo("takeaway"));
  KG.state = { v: "table", ...state };
  const copied = [];
  const navigator = { clipboard: { writeText: async (text) => { copied.push(text); } } };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  globalThis.document.title = "a & b_2 – Vitamin D mechanisms";
  KG.find("title").textContent = "Vitamin D mechanisms";
  const [menu] = KG.find("theme").beside;
  const press = (words) => menu.querySelectorAll("button").find((one) => one.textContent === words).click();
  return { KG, copied, menu, press };
}

test("a row says what a claim says, who supports it and who denies it", () => {
  const data = { ...DATA, claims: DATA.claims.map((claim, n) => (n === 1 ? { ...claim, contested: 1 } : claim)) };
  assert.deepEqual(page(data).KG.csv([0, 1, 2]).split("\r\n"), [
    "claim,sentence,effect,confidence,contested,for,against,sources",
    `${CLAIM},a increases b,raises,0.65,no,1,0,document:x`,
    "claim:b--decreases--c,b decreases c,lowers,0.20,yes,1,0,document:x",
    "claim:b--decreases--c,b decreases c,lowers,0.20,no,0,1,document:y",
    "",
  ]);
});

test("a cell is text, whatever it begins with or holds", () => {
  const named = (label) => {
    const { KG } = page({ ...DATA, concepts: DATA.concepts.map((one, n) => (n ? one : { ...one, label })) });
    return KG.csv([0]).slice(KG.csv([]).length).slice(CLAIM.length + 1).replace(/,raises.*\r\n$/s, "");
  };
  assert.equal(named("a"), "a increases b");
  for (const first of ["=", "+", "-", "@"]) assert.equal(named(`${first}1`), `'${first}1 increases b`);
  assert.equal(named("1-2=3"), "1-2=3 increases b");
  assert.equal(named("a, \"b\""), "\"a, \"\"b\"\" increases b\"");
  assert.equal(named("a\nb"), "\"a\nb increases b\"");
});

test("a citation has the version and the address of the view, and the open claim with its sources", () => {
  const plain = page(DATA);
  plain.press("Copy citation");
  assert.deepEqual(plain.copied, ["Vitamin D mechanisms: a & b_2. Data version 1. file:///page.html#v=table"]);
  const open_ = page(DATA, { claim: CLAIM });
  open_.press("Copy citation");
  const [view, sources] = open_.copied[0].split("\n\n");
  assert.ok(view.endsWith(`#v=table&claim=${CLAIM}`));
  assert.match(sources, /^“a increases b”.*\n- x\.$/);
});

test("BibTeX escapes what means something there", () => {
  const { press, copied } = page(DATA);
  press("Copy BibTeX");
  assert.deepEqual(copied[0].split("\n"), [
    "@misc{vitamin-d-kg-1,",
    "  title = {Vitamin D mechanisms: a \\& b\\_2},",
    "  version = {1},",
    "  url = {file:///page.html#v=table}",
    "}",
  ]);
});

test("the report of an error has the evidence of the claim, and there is none without a claim", () => {
  const report = (state) => {
    const { press, menu } = page(DATA, state);
    press("Report an error in this claim");
    return menu.querySelector("textarea").value;
  };
  assert.equal(report({}), "");
  const lines = report({ claim: "claim:b--decreases--c" }).split("\n");
  assert.deepEqual(lines.slice(0, 2), ["Error in claim claim:b--decreases--c", "“b decreases c”"]);
  assert.match(lines.at(-1), /^- evidence:\d \(Page [xy], (for|against)\): Says \d\.$/);
});

test("a link is copied, or shown where nothing can be copied", async () => {
  const { KG, copied, menu } = page(DATA);
  const share = menu.querySelector("#share");
  share.click();
  await null;
  await null;
  assert.deepEqual(copied, ["file:///page.html#v=table"]);
  assert.match(KG.find("said").textContent, /^Link copied\. It works on this computer only\./);
  globalThis.location.protocol = "https:";
  share.click();
  await null;
  await null;
  assert.equal(KG.find("said").textContent, "Link copied.");
  globalThis.navigator.clipboard.writeText = async () => { throw new Error("not allowed"); };
  share.click();
  await null;
  await null;
  assert.match(KG.find("said").textContent, /by hand/);
  assert.equal(menu.querySelector("textarea").value, "file:///page.html#v=table");
});
