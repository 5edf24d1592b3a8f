import assert from "node:assert/strict";
import test from "node:test";
import { PURE, open, toy } from "./page.mjs";

const { crc32, random, rounded, draws, worlds } = open(toy([]), PURE);

// The weights of all quantities when the first is held, of lines such as "0 + 1 0.50": tail, sign, head, confidence.
function weights(lines, way = 1) {
  const acts = lines.map((line) => line.split(" ")).map(([s, sign, t, conf = "0.35"]) => (
    { s: Number(s), t: Number(t), sign: { "+": 1, "-": -1, "?": 0 }[sign], conf: Number(conf) }));
  const most = Math.max(...acts.flatMap(({ s, t }) => [s, t]));
  const names = [...Array(most + 1).keys()].map((n) => `concept:${n}`);
  const weight = worlds(draws(acts, names), 0, way);
  return names.map((_, n) => (n ? weight(n) : null));
}

test("checksums are those of the standard", () => {
  assert.deepEqual(["", "123456789", "é"].map(crc32), [0, 0xcbf43926, 0xe048d3e]);
});

test("random numbers are those of the Mersenne Twister in Python", () => {
  assert.deepEqual([...random(42, 3)], [0.6394267984578837, 0.025010755222666936, 0.27502931836911926]);
  assert.deepEqual([...random(0, 2)], [0.8444218515250481, 0.7579544029403025]);
  assert.equal(random(2 ** 32 - 1, 1000)[999], 0.3214643568909129);
});

test("of two numbers that are equally near the even one is taken", () => {
  assert.deepEqual([17 / 32, 19 / 32, 0.12345, 0.94].map(rounded), [0.5312, 0.5938, 0.1235, 0.94]);
});

test("nothing has no weight, and what only feedback could reverse has a fixed one, whichever way is held", () => {
  assert.deepEqual(weights(["0 + 1", "1 - 2", "4 + 3"]).slice(1), [
    { sign: "+", weight: 0.94 }, { sign: "-", weight: 0.94 }, null, null]);
  assert.deepEqual(weights(["0 + 1"], -1)[1], { sign: "-", weight: 0.94 });
});

test("the better supported of two contrary chains outweighs the other, and turns with what is held", () => {
  const lines = ["0 + 1 0.90", "1 + 3 0.90", "0 - 2 0.05", "2 + 3 0.05"];
  const [up, down] = [weights(lines)[3], weights(lines, -1)[3]];
  assert.deepEqual([up.sign, down.sign, down.weight], ["+", "-", up.weight]);
  assert.ok(up.weight > 0.5 && up.weight < 0.99);
});

test("a direct statement settles more the surer it is", () => {
  const [low, high] = ["0.30", "0.80"].map((conf) => weights([`0 + 1 ${conf}`, "0 + 2 0.80", "2 - 1 0.80"])[1]);
  assert.ok(high.sign === "+" && (low === null || low.weight < high.weight));
});

test("what a large component acts on has no weight", () => {
  const after = (size) => {
    const circle = [...Array(size).keys()].map((n) => `${n + 1} ${n ? "+" : "-"} ${((n + 1) % size) + 1}`);
    return weights(["0 + 1", "0 + 2", ...circle, `1 + ${size + 1}`])[size + 1];
  };
  assert.equal(after(24).sign, "+");
  assert.equal(after(25), null);
});
