// The whole map.
import assert from "node:assert/strict";
import test from "node:test";
import { page, toy } from "./page.mjs";

const GROUPED = toy(["a + b", "b + c", "a - c", "c + d", "d + a", "b + d"]);
function mapped(changes, options, data = GROUPED, more = []) {
  const groups = [{ id: "bone", label: "Bone", column: 0 }, { id: "nerve", label: "Nerve", column: 1 }];
  const nodes = [[0, 0], [1, 0], [2, 1], [3, 1], ...more];
  const made = page(data, { ...options, places: { nodes, groups } });
  const draw = made.KG.draw;
  made.KG.draw = (...given) => {
    draw(...given);
    return { fly() {} };
  };
  made.KG.state = { v: "map", ...changes };
  made.KG.views.map.show(made.KG.state, globalThis.document.createElement("div"));
  return made;
}

test("the map draws groups with how many concepts they have, and bundles with how many arrows", () => {
  const { last, KG } = mapped({});
  assert.deepEqual(last().boxes.map(({ label }) => label), ["Bone 2", "Nerve 2"]);
  assert.deepEqual(last().arrows.map(({ from, to, sign, count }) => [from, to, sign, count]), [
    [-1, -2, "", 3], [-2, -1, "+", 1]]);
  last().hooks.pick("concept", -2);
  assert.deepEqual([KG.state.v, KG.state.group], ["map", "nerve"]);
});

test("an open group is drawn as its concepts, and the arrows of the marked one lead out of it", () => {
  const open = mapped({ group: "bone" }).last();
  assert.deepEqual(open.boxes.map(({ n }) => n), [0, 1, -2]);
  assert.deepEqual(open.arrows.map(({ from, to, sign }) => [from, to, sign]), [[0, 1, "+"]]);
  const marked = mapped({ c: "concept:b", group: "nerve" }).last();
  assert.deepEqual(marked.boxes.map(({ n, role }) => [n, role]), [[0, ""], [1, "focus"], [-2, ""]]);
  assert.deepEqual(marked.arrows.map(({ from, to, sign, chosen }) => [from, to, sign, chosen]), [
    [0, 1, "+", true], [1, -2, "+", true]]);
});

test("a concept that no arrow of its open group joins is drawn only if it is marked, or if there is no other", () => {
  const drawn = (lines, changes, more) => {
    const { boxes } = mapped({ group: "bone", ...changes }, {}, toy(lines), more).last();
    return boxes.map(({ n }) => n).filter((n) => n >= 0).sort();
  };
  const lines = ["a + b", "c + d", "e + c"];
  assert.deepEqual(drawn(lines, {}, [[4, 0]]), [0, 1]);
  assert.deepEqual(drawn(lines, { c: "concept:e" }, [[4, 0]]), [0, 1, 4]);
  assert.deepEqual(drawn(["a + c", "b + c", "c + d"], {}, []), [0, 1]);
});

test("an unknown group opens nothing, and no box stands over another", () => {
  assert.equal(mapped({ group: "constructor" }).last().boxes.every(({ n }) => n < 0), true);
  for (const narrow of [false, true]) {
    const { boxes } = mapped({ group: "bone" }, { narrow }).last();
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        assert.ok(Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2);
      }
    }
  }
});
