import assert from "node:assert/strict";
import test from "node:test";
import { open, run, toy, upTo } from "./page.mjs";

const step = (c, minutes) => ({ show: `#v=focus&c=concept:${c}`, heading: `Of ${c}`, tell: `It is ${c}.`, minutes });
const LESSONS = [{ id: "first", title: "First", minutes: 5, steps: [step("a", 2), step("b", 1), step("c")] }];

// A lesson that the address asks for: what it shows, and the listeners of the page.
function lesson(hash, lessons = LESSONS) {
  const KG = open({ ...toy(["a + b", "b + c"]), lessons }, upTo("omitted"));
  const listeners = {};
  Object.assign(globalThis, { scrollTo() {}, addEventListener: (event, act) => { listeners[event] = act; } });
  globalThis.document.querySelector = () => null;
  globalThis.location.hash = hash;
  KG.read();
  run("lesson");
  const [bar] = KG.find("main").beside ?? [];
  const said = () => ["heading", "tell", "count"].map((part) => bar.querySelector(`#lesson-${part}`).textContent);
  const press = (key, more = {}) => {
    let stopped = false;
    const target = { closest: () => null };
    const event = { key, target, preventDefault: () => { stopped = true; }, stopImmediatePropagation() {}, ...more };
    listeners.keydown(event);
    return stopped;
  };
  return { KG, bar, said, press, listeners };
}
const LOST = "No lesson of that name.";
const hash = () => globalThis.location.hash;

test("a lesson begins at its first step, which has an address", () => {
  const { KG, said, bar } = lesson("#lesson=first");
  assert.deepEqual(said(), ["Of a", "It is a.", "1 of 3, 2 minutes"]);
  assert.equal(hash(), "#v=focus&c=concept:a&lesson=first&slide=1");
  assert.deepEqual([bar.hidden, KG.state.c], [false, "concept:a"]);
});

test("an address leads to a step, one beyond the end to the last, and none that is a number to the first", () => {
  const heading = (slide) => lesson(`#lesson=first&slide=${slide}`).said()[0];
  assert.deepEqual(["1", "2", "3", "99"].map(heading), ["Of a", "Of b", "Of c", "Of c"]);
  assert.deepEqual(["0", "-1", "1e1", "<b>", ""].map(heading), Array(5).fill("Of a"));
});

test("without a lesson of that name the page is what it was", () => {
  for (const address of ["#v=focus&lesson=other", "#v=focus&lesson=constructor", "#v=focus"]) {
    const { bar } = lesson(address);
    assert.deepEqual([bar.hidden, hash()], [true, address]);
    assert.equal(globalThis.document.getElementById("said").textContent, address.includes("lesson") ? LOST : "");
  }
  assert.equal(lesson("#lesson=first", []).bar.hidden, true);
});

test("buttons and keys go on and back, and stop at both ends", () => {
  const { bar, said, press } = lesson("#lesson=first");
  const [back, next] = ["#lesson-back", "#lesson-next"].map((id) => bar.querySelector(id));
  assert.deepEqual([back.disabled, next.disabled], [true, false]);
  next.click();
  assert.deepEqual([said()[0], said()[2]], ["Of b", "2 of 3, 1 minute"]);
  const pressed = { ArrowRight: "Of c", PageDown: "Of c", ArrowLeft: "Of b", PageUp: "Of a" };
  for (const [key, heading] of Object.entries(pressed)) {
    assert.equal(press(key), true);
    assert.equal(said()[0], heading);
  }
  press("ArrowLeft");
  assert.deepEqual([said()[0], press("x")], ["Of a", false]);
  press("ArrowRight", { ctrlKey: true });
  press("ArrowRight", { target: { closest: () => ({}) } }); // in a field the keys move its cursor
  press("ArrowRight", { defaultPrevented: true });
  assert.equal(said()[0], "Of a");
});

test("Escape ends a lesson, and its keys with it", () => {
  const { bar, press } = lesson("#lesson=first&slide=2");
  press("Escape");
  assert.equal(bar.hidden, true);
  assert.ok(!hash().includes("lesson"));
  assert.equal(press("ArrowRight"), false);
});

test("going back in the browser shows the step of that address", () => {
  const { KG, said, listeners } = lesson("#lesson=first&slide=3");
  globalThis.location.hash = "#v=focus&c=concept:b&lesson=first&slide=2";
  KG.read();
  listeners.popstate();
  assert.equal(said()[0], "Of b");
});

test("what a reader does in a step is in its address: who opens it, or reloads, sees the same", () => {
  const vote = { show: "#v=whatif&up=concept:a&b=concept:c&guess=ask", heading: "Vote", tell: "Rises?" };
  const voting = [{ ...LESSONS[0], steps: [step("a"), vote] }];
  const { KG } = lesson("#lesson=first&slide=2", voting);
  assert.equal(KG.state.guess, "ask");
  KG.go({ guess: "rises" });
  assert.match(hash(), /guess=rises.*&lesson=first&slide=2$/);
  assert.equal(KG.link({}), hash());
  const other = lesson(hash(), voting);
  assert.deepEqual([other.said()[0], other.KG.state.guess], ["Vote", "rises"]);
  assert.equal(lesson("#lesson=first&slide=2", voting).KG.state.guess, "ask");
});

test("a lesson is left by going back to what was before it", () => {
  const { KG, bar, listeners } = lesson("#lesson=first");
  globalThis.location.hash = "#v=focus&c=concept:b";
  KG.read();
  listeners.popstate();
  assert.equal(bar.hidden, true);
  assert.ok(!KG.link({}).includes("lesson"));
});
