import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const { meant } = open(toy(["a + b"]), PURE);
const CONCEPTS = [
  { label: "osteomalacia" }, { label: "rickets" }, { label: "serum calcium" },
  { label: "vitamin D", syn: ["calciferol"] }, { label: "osteoporosis" }];
const names = (typed) => meant(typed, CONCEPTS).map(({ n }) => CONCEPTS[n].label);

test("a name with letters wrong, missing, doubled or swapped is found", () => {
  const spelled = {
    osteomalasia: "osteomalacia", rikets: "rickets", ricketts: "rickets", calcuim: "serum calcium",
    "vitamine d": "vitamin D", vitD: "vitamin D", calciferrol: "vitamin D",
  };
  for (const [typed, label] of Object.entries(spelled)) {
    assert.equal(names(typed)[0], label, typed);
  }
});

test("what is far from every name is not guessed at", () => {
  for (const typed of ["qqqq zzzz", "", "  ", "xyz", "mushroom"]) assert.deepEqual(names(typed), [], typed);
});

test("the nearest name comes first", () => {
  const near = meant("ostemalacia", [{ label: "osteomalacias" }, { label: "osteomalacia" }]);
  assert.deepEqual(near.map(({ n }) => n), [1, 0]);
});
