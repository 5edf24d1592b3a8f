import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import ts from "typescript";
import { SCRIPTS, source } from "./page.mjs";

const ASSETS = new URL("../../kg/website/assets/", import.meta.url);
const PAGE = readFileSync(new URL("../../site/index.html", import.meta.url), "utf8");
const shipped = [...PAGE.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script);
const written = ["early", ...SCRIPTS].map(source);

// A script as a compiler writes it, without comments.
const OPTIONS = { target: ts.ScriptTarget.ESNext, removeComments: true };
const bare = (script) => ts.transpileModule(script, { compilerOptions: OPTIONS }).outputText;

test("the scripts in the page are those that are written, without comments and indents", () => {
  assert.equal(bare(shipped.join("")), bare(written.join("")));
  assert.equal(written.length, readdirSync(ASSETS).filter((name) => name.endsWith(".js")).length);
  assert.ok(written.some((script) => /^ *\/[/*]/m.test(script)));
  assert.ok(!shipped.some((script) => /^ *\/[/*]\*? *$|^ *\/\/|^ *\* @|\/\*\* @/m.test(script)));
});

test("an indent that stands in a text would be missed", () => {
  assert.equal(bare("f(\n  a);"), bare("f(\na);"));
  assert.notEqual(bare("f(`\n  b`);"), bare("f(`\nb`);"));
});

test("a line that looks like a comment but stands in a text would be missed", () => {
  assert.equal(bare("// A.\nf(`\nb`);"), bare("f(`\nb`);"));
  assert.notEqual(bare("f(`\n// A.\nb`);"), bare("f(`\nb`);"));
});
