// How the scripts of the page and their tests are checked. The scripts are classic ones that run one after the other
// and share one global, KG.
import js from "@eslint/js";
import globals from "globals";
import { PURE } from "./tests/website/page.mjs";

const ASSETS = "kg/website/assets";

export default [
  { ignores: ["build/", "docs/copied/", "mutants/", "site/", "venv/", ".venv/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "consistent-return": "error",
      eqeqeq: "error",
      "max-len": ["error", { code: 120, ignoreUrls: true }],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-else-return": "error",
      "no-param-reassign": "error",
      "no-self-compare": "error",
      "no-throw-literal": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-assignment": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "require-atomic-updates": "error",
    },
  },
  {
    files: [`${ASSETS}/*.js`],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "script",
      globals: { ...globals.browser, vis: "readonly" },
    },
    rules: {
      "no-eval": "error",
      "no-implicit-globals": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      // The page takes the scripts without their indentation.
      "no-multi-str": "error",
      "no-restricted-syntax": ["error", {
        selector: "TemplateElement[value.raw=/\\n/]", message: "a text does not run over a line",
      }],
      strict: ["error", "function"],
    },
  },
  {
    // These touch no document, so that they also run outside a browser.
    files: PURE.map((name) => `${ASSETS}/${name}.js`),
    languageOptions: { globals: Object.fromEntries(Object.keys(globals.browser).map((name) => [name, "off"])) },
  },
  { files: ["**/*.cjs"], languageOptions: { sourceType: "commonjs", globals: globals.node } },
  { files: ["**/*.mjs"], languageOptions: { sourceType: "module", globals: globals.node } },
];
