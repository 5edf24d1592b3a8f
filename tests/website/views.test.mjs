import assert from "node:assert/strict";
import test from "node:test";
import { page, texts, toy } from "./page.mjs";

const roles = ({ boxes }) => Object.fromEntries(boxes.map(({ n, role }) => [n, role ?? ""]));

// Paths.

const FORK = toy(["a + b 0.50", "b + c 0.50", "a - c 0.20", "c + a 0.20"]);

test("of the chains that are drawn together the chosen one is full, the others are faint", () => {
  const { KG, view, last } = page(FORK);
  view("path", { a: "concept:a", b: "concept:c" });
  const faint = () => Object.fromEntries(last().arrows.map(({ id, faint: pale }) => [id, pale]));
  assert.deepEqual(faint(), { "0/1/+": false, "1/2/+": false, "0/2/-": true });
  KG.go({ chain: 2 });
  assert.deepEqual(faint(), { "0/1/+": true, "1/2/+": true, "0/2/-": false });
  assert.deepEqual(roles(last()), { 0: "end", 1: "faint", 2: "end" });
});

test("what all chains together conclude is beside the best ones, which may all agree", () => {
  const concluded = (rows, supports = "22") => {
    const words = { "contested-step": "sources dispute it", moderate: "a study" };
    const { view } = page(toy(["a + b", "a + c"], { judge: { targets: [1, 2], rows: { 0: rows }, supports, words } }));
    const place = view("path", { a: "concept:a", b: "concept:c" });
    assert.equal(place.querySelector("#verdict").textContent, "The chain ends with more c.");
    return place.querySelector("#concluded").textContent;
  };
  assert.equal(concluded("+1c1"), "All chains together: undetermined, sources dispute it.");
  assert.equal(concluded("+2"), "All chains together: raises c (a study).");
});

test("the word at an arrow is that of its claim, unless that states the opposite case", () => {
  const given = { states: { lack: "a" } };
  const word = (lines, a) => {
    const { view, last } = page(toy(lines, given));
    view("path", { a: `concept:${a}`, b: "concept:b" });
    return last().arrows[0].word;
  };
  assert.equal(word(["lack - b"], "lack"), "decreases"); // Less of a, less of b.
  assert.equal(word(["lack - b"], "a"), "raises");
  assert.equal(word(["lack - b", "a + b"], "a"), "increases");
});

test("a box has an arrow up or down only if all chains move it that way", () => {
  const { view, last } = page(FORK);
  view("path", { a: "concept:a", b: "concept:c" });
  assert.deepEqual(last().boxes.map(({ n, arrow }) => [n, arrow]).sort(), [[0, "↑"], [1, "↑"], [2, ""]]);
});

test("chains are drawn from top to bottom", () => {
  const long = toy(["a + b", "b + c", "c + d", "d + e", "e + f"]);
  const down = (target, options) => {
    const { view, last } = page(long, options);
    view("path", { a: "concept:a", b: `concept:${target}` });
    return last().down;
  };
  assert.deepEqual([down("f"), down("e"), down("b", { narrow: true })], [true, true, true]);
});

test("in a chain a dispute about a treatment is not marked where the cause acts, any other is", () => {
  const marked = (a, contested) => {
    const data = toy(["shade - d", "sun + d", "d - pain"], { states: { shade: "sun" }, judge: { contested } });
    data.claims[1].contested = data.influences[0].contested = 1; // Sun as a treatment.
    const { view, last } = page(data);
    const place = view("path", { a: `concept:${a}`, b: "concept:pain" });
    assert.equal(texts(place, "#chains").length, 1);
    return last().arrows.map((arrow) => arrow.contested);
  };
  assert.deepEqual(marked("shade", []), [false, false]);
  assert.deepEqual(marked("sun", []), [true, false]);
  assert.deepEqual(marked("shade", [0]), [true, false]);
});

test("the heading of a path names its ends, for the title, a picture that is saved, and paper", () => {
  const heading = (state) => page(FORK).view("path", state).querySelector("h2").textContent;
  assert.equal(heading({ a: "concept:a", b: "concept:c" }), "From a to c");
  assert.equal(heading({ a: "concept:a" }), "Paths");
});

test("a path without a chain draws nothing and says why", () => {
  const { view, last } = page(FORK);
  const place = view("path", { a: "concept:a", b: "concept:a" });
  assert.equal(last(), undefined);
  assert.equal(place.querySelector("#verdict").textContent, "No chain: “a” and “a” are the same quantity.");
});

const REGULATED = ["a + c 0.50", "c - r 0.50", "a - r 0.50", "r + c 0.50"];

test("what the best chains say together is a sentence, also for two, and for one without a sign", () => {
  const said = (...lines) => page(toy(lines)).view("path", { a: "concept:a", b: "concept:c" })
    .querySelector("#verdict").textContent;
  assert.equal(said("a + c", "a + b", "b + c"), "Both chains end with more c.");
  assert.equal(said("a + c", "a + b", "b ? c"), "Of two chains one ends with more c, one with an unknown change.");
});

test("a chain that contradicts itself comes last and says how", () => {
  const shown = (lines, b, more = {}) => {
    const { view } = page(toy(lines));
    const place = view("path", { a: "concept:a", b: `concept:${b}`, ...more });
    const notes = texts(place, "#chains").join("").match(/feedback: .*?[↑↓]/g) ?? [];
    return [place.querySelector("#verdict").textContent, ...notes];
  };
  const note = "feedback: step 1 already stands for c ↑";
  assert.deepEqual(shown(REGULATED, "c"), ["The chain ends with more c; 1 more contradicts itself (feedback).", note]);
  assert.deepEqual(shown([...REGULATED, "r + e 0.50", "e + c 0.50"], "c"),
    ["The chain ends with more c; 2 more contradict themselves (feedback).", note, note]);
  assert.match(shown(REGULATED, "c", { k: 1 })[0],
    /^The chain ends with more c\. The best chain the other way has confidence 0\.25, but contradicts itself\.$/);
});

// Filters.

const TOLD = toy(["a + b 0.65 @x", "a + b 0.20 @y", "b - c 0.35 @y", "c ~ d 0.35 @x"], { kinds: { c: "disease" } });

test("a filter leaves out arrows, claims and boxes, and the confidence is that of the claims that are left", () => {
  const { KG } = page(TOLD);
  const arrows = [
    { id: 0, from: 0, to: 1, sign: "+", claims: [0, 1], ...KG.joined([0, 1]) },
    { id: 1, from: 1, to: 2, sign: "-", claims: [2], ...KG.joined([2]) },
    { id: 2, from: 2, to: 3, sign: "~", claims: [3], ...KG.joined([3]) },
  ];
  const left = (off, anchor = -1) => {
    KG.state = { v: "focus", off };
    return KG.legend.filter(arrows, anchor).map(({ id, conf, count }) => [id, conf, count]);
  };
  assert.deepEqual(left(undefined), [[0, "0.65", 2], [1, "0.35", 1]]); // At first, associations are not drawn.
  assert.deepEqual(left([]), [[0, "0.65", 2], [1, "0.35", 1], [2, "0.35", 1]]);
  assert.deepEqual(left(["src.document-x"]), [[0, "0.20", 1], [1, "0.35", 1]]);
  assert.deepEqual(left(["conf.medium"]), [[0, "0.65", 2]]);
  assert.deepEqual(left(["kind.disease"]), [[0, "0.65", 2]]);
  assert.deepEqual(left(["kind.disease"], 2), [[0, "0.65", 2], [1, "0.35", 1], [2, "0.35", 1]]);
});

// Citations.

test("a citation in BibTeX escapes what means something there, and takes names apart", () => {
  const data = toy(["a + b"]);
  data.sources[0] = {
    id: "study:10.1/x_y", name: "Perna", kind: "trial", title: "50 % & more_", doc: 0,
    authors: "Freije A, Perna SR, WHO, et al.", pages: "1-9", year: "2020", doi: "10.1/x_y",
  };
  const { plain, bibtex } = page(data).KG.cite;
  assert.deepEqual(bibtex(0).split("\n"), [
    "@article{study-10-1-x-y,",
    "  author = {Freije, A. and Perna, S. R. and {WHO} and others},",
    "  title = {50 \\% \\& more\\_},",
    "  year = {2020},",
    "  pages = {1--9},",
    "  doi = {10.1/x\\_y},",
    "  note = {Evidence for claim:a--increases--b}",
    "}",
  ]);
  assert.match(plain(0), /^“a increases b” \(claim:a--increases--b, confidence 0\.35 \(medium\)\)\./);
  assert.match(plain(0), /\n- Freije A, .* doi:10\.1\/x_y\.$/);
});

// Evidence, and what studies say of pages.

test("evidence says in words where it holds, and what is known of the study", () => {
  const data = toy(["a + b"], { judge: { words: { Compensation: "as a compensation" } } });
  const ctx = ["condition: Compensation", "dose: 1: 2"];
  data.evidence[0] = { ...data.evidence[0], ctx, note: "retracted, counts for nothing" };
  const { KG } = page(data);
  KG.panel.claim(0);
  const [applies, note] = texts(KG.find("panel"), ".evidence .source").filter((text) => !text.includes("↗"));
  assert.ok(applies.endsWith("condition as a compensation · dose 1: 2"), applies);
  assert.equal(note, "retracted, counts for nothing");
});

test("the report cards of pages are listed, if there are any", () => {
  const data = toy(["a + b"]);
  assert.ok(!page(data).view("about", {}).textContent.includes("What the literature says"));
  data.sources[0].card = [5, 1, 1, 1, 1, 1];
  const place = page(data).view("about", {});
  const heads = "PageClaimsSupportedDisputedBothUndecidedNo study";
  assert.ok(place.textContent.includes(`What the literature says about each page${heads}Page x511111`));
});

test("what is generic is listed last", () => {
  const data = toy(["a + b 0.50", "a + c 0.20"], { judge: { targets: [1, 2], rows: { 0: "+2" } } });
  const listed = () => texts(page(data).view("whatif", { up: "concept:a" }), ".move a").map((text) => text[0]);
  assert.deepEqual(listed(), ["b", "c"]);
  data.concepts[1].generic = 1;
  assert.deepEqual(listed(), ["c", "b"]);
});

// Concepts.

test("identifiers in other vocabularies lead to a resolver, whatever they look like", () => {
  const known = toy(["a + b"]);
  known.concepts[0].same = ["MESH:D1", "javascript:alert"];
  const { KG } = page(known);
  KG.state = { v: "focus" };
  KG.panel.concept(0);
  const links = KG.find("panel").querySelectorAll("a")
    .filter((link) => known.concepts[0].same.includes(link.textContent)).map((link) => link.getAttribute("href"));
  assert.deepEqual(links, ["https://bioregistry.io/MESH:D1", "https://bioregistry.io/javascript:alert"]);
});
