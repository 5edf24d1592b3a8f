import assert from "node:assert/strict";
import test from "node:test";
import { page, texts, toy } from "./page.mjs";

// Stories.

test("a loop is told step by step, and a step that sources state the other way round is said to be mirrored", () => {
  const loops = [{ name: "round", kind: "balancing", confidence: "0.1225", steps: [[0, 1, "-"], [1, 0, "+"]] }];
  const { view } = page(toy(["a - b", "b + a"], { loops }));
  const tell = (step) => view("learn", { loop: 0, step, guess: "show" }).querySelector("#guide-tell").textContent;
  assert.equal(tell(1), "a ↑ makes b ↓. — a decreases b, 0.35 medium");
  assert.match(tell(2), /^b ↓ makes a ↓\. Sources state the opposite case/);
  assert.match(tell(3), /^Balancing: .* Confidence 0\.12\.$/);
});

// What a story tells, the answers that can be chosen, and how many arrows are drawn.
function step(data, changes, guides = []) {
  const { view, last } = page(data, { guides });
  const place = view("learn", { step: 1, ...changes });
  const answers = texts(place.querySelector(".ask"), "button");
  return { place, answers, tell: place.querySelector("#guide-tell").textContent, arrows: last().arrows.length };
}

test("a step asks before it tells: its arrow, its claim and its words come with the guess", () => {
  const loops = [{ name: "round", kind: "balancing", confidence: "0.1225", steps: [[0, 1, "-"], [1, 0, "+"]] }];
  const data = toy(["a - b", "b + a"], { loops });
  const asked = step(data, { loop: 0 });
  assert.equal(asked.tell, "After an increase in a, what happens to b?");
  assert.equal(asked.answers.length, 3);
  assert.equal(asked.arrows, 0);
  const [well, wrong] = ["falls", "rises"].map((guess) => step(data, { loop: 0, guess }));
  assert.match(well.tell, /^a ↑ makes b ↓\./);
  assert.deepEqual([well.answers.length, well.arrows], [0, 1]);
  const said = ({ place }) => place.querySelector(".ask").textContent;
  assert.match(said(well), /Guess: “It goes down”.*That is right/);
  assert.match(said(wrong), /It goes up.*It goes down/);
  assert.equal(said(step(data, { loop: 0, guess: "show" })), "");
});

test("the end of a story asks questions, whose answers follow from its steps", () => {
  const data = toy(["a + b 0.60", "b - c 0.30", "c + d 0.50"]);
  const claims = ["claim:a--increases--b", "claim:b--decreases--c", "claim:c--increases--d"];
  const steps = claims.map((claim) => ({ claim, tell: "So." }));
  const guides = [{ id: "g", title: "g", about: "", kind: "chain", steps }];
  const { place } = step(data, { guide: "g", step: 4 }, guides);
  const [turned, weakest] = place.querySelector("#guide-three").querySelector("ol").children;
  const choose = (item, words) => item.querySelectorAll("button")
    .find((one) => one.textContent.includes(words)).click();
  const verdict = (item) => item.querySelector(".verdict").textContent;
  choose(turned, "goes up"); // a falls, so b falls, c rises and d with it.
  assert.match(verdict(turned), /^Right/);
  choose(weakest, "c increases d");
  assert.match(verdict(weakest), /^Not quite.*b decreases c/);
  assert.ok(weakest.querySelectorAll("button").every((one) => one.getAttribute("disabled") !== null));
  assert.ok(texts(place.querySelector("#guide-onward"), "a").some((text) => text.includes("from a to d")));
});

test("a guide with a claim that is not there is not offered", () => {
  const step = { claim: "claim:a--increases--b", tell: "So." };
  const guide = (id, ...steps) => ({ id, title: id, about: "", kind: "chain", steps });
  const guides = [guide("whole", step), guide("broken", step, { claim: "claim:none", tell: "" })];
  const { view } = page(toy(["a + b"]), { guides });
  assert.deepEqual(texts(view("learn"), ".card").map((text) => text.split("a chain")[0]), ["whole"]);
});

// The quiz.

// Each claim has a study; of u, v and w they disagree.
const SIGNS = [..."abcdefgh"].flatMap((s) => [`${s} + ${s}1`, `${s} - ${s}2`]);
const DISPUTES = [..."uvw"].flatMap((s) => [`${s} + ${s}1`, `${s} + ${s}1 0.35 @y denied`]);
const CHAINS = [..."mnop"].flatMap((s) => [`${s} + ${s}1`, `${s}1 + ${s}2`, `${s}2 - ${s}3`]);
const ENDS = Object.fromEntries([..."mnop"].map((s) => [`${s}3`, "disease"]));
const studied = (...given) => {
  const data = toy(...given);
  data.sources.forEach((source) => Object.assign(source, { doc: 0, kind: "cohort study", w: 0.45 }));
  return data;
};

// A quiz from its first question to its end, each answered by what `answer` chooses of the buttons.
function played(view, answer) {
  const seen = [];
  view("quiz", { q: 1, seed: 7 });
  for (let q = 1; ; q += 1) {
    const place = view("quiz", { q, seed: 7 });
    if (!place.querySelector(".question")) {
      return { seen, score: place.querySelector("#quiz-score").textContent, marks: texts(place, ".tag") };
    }
    seen.push(place.querySelector(".chain") ? "chain" : texts(place.querySelector(".question"), "strong").join(" "));
    while (!place.querySelector("#quiz-next")) answer(place.querySelector(".answers").querySelectorAll("button"));
  }
}

test("a quiz is answered to its end, and disagreement is a right answer", () => {
  const { view } = page(studied([...SIGNS, ...DISPUTES, ...CHAINS], { kinds: ENDS }));
  const disagree = (one) => one.textContent.includes("disagree");
  const { seen, marks, score } = played(view, (buttons) => (buttons.find(disagree) ?? buttons[0]).click());
  assert.equal(seen.length, 10);
  const signs = seen.map((one, i) => [one, marks[i]]).filter(([one]) => one !== "chain");
  assert.deepEqual(signs.filter(([one]) => /^[uvw] /.test(one)).map(([, mark]) => mark), ["right", "right"]);
  assert.ok(signs.filter(([one]) => !/^[uvw] /.test(one)).every(([, mark]) => mark === "wrong"));
  assert.match(score, /^\d+ of 10 right/);
});

test("the words of a question fit one thing, many, and what is no amount", () => {
  const asked = (kind) => {
    const place = page(studied(["falls + harm"], { kinds: { harm: kind } })).view("quiz", { q: 1, seed: 1 });
    return [place.querySelector(".question").textContent, ...texts(place.querySelector(".answers"), "button")];
  };
  const [question, dispute] = ["What is the effect of falls on harm?", "≠Sources disagree"];
  assert.deepEqual(asked("symptom"), [question, "▲More likely, or worse", "▼Less likely, or milder", dispute]);
  assert.deepEqual(asked("process"), [question, "▲An increase", "▼A decrease", dispute]);
});

test("a question says of whom, and its answer uses the same words", () => {
  const data = studied(["a - b"], { judge: { words: { Animals: "animals" } } });
  data.evidence[0].ctx = ["population: Animals"];
  const { view } = page(data);
  view("quiz", { q: 1, seed: 1 }).querySelector(".answers").querySelectorAll("button")[0].click();
  const place = view("quiz", { q: 1, seed: 1 });
  assert.equal(place.querySelector(".question").textContent, "What is the effect of a on b, in animals?");
  assert.equal(place.querySelector("#quiz-outcome").querySelector("h3").textContent, "Not quite: a decrease.");
  assert.match(place.querySelector(".marked").textContent, /cohort study · x/); // As a reader knows it, not “Page x”.
});

test("a chain to build shows which way things go, and how much is left", () => {
  const judge = { targets: [1, 2, 3], rows: { 0: "+2-1" }, supports: "2".repeat(6) };
  const lines = ["a + b", "b + c", "c - d", "u + v", "v + w", "w + u"];
  const { view } = page(studied(lines, { judge, kinds: { d: "symptom" } }));
  const shown = () => view("quiz", { q: 2, seed: 7 });
  assert.equal(shown().querySelector(".chain").textContent, "a ↑ → ? → … → d");
  shown().querySelector(".answers").querySelectorAll("button")[0].click();
  assert.equal(shown().querySelector(".chain").textContent, "a ↑ → b ↑ → ? → d");
});

test("a graph whose claims rest on one page each has no quiz", () => {
  const { view } = page(toy(SIGNS));
  assert.equal(view("quiz").querySelector("#quiz-start"), null);
});
