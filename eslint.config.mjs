// The arrows between the folders of static/js, and the sizes that keep them readable.
// Formatting is Biome's business, types are tsc's.
import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import globals from "globals";

const scripts = fileURLToPath(new URL("./static/js", import.meta.url));
const subjects = [
  "accounts",
  "agenda",
  "annotations",
  "badges",
  "checkins",
  "documents",
  "fleet",
  "meetings",
  "notebooks",
  "offline",
  "opinions",
  "pagesync",
  "presence",
  "search",
].map((subject) => `./static/js/${subject}`);

// base ← live ← subjects ← screens: each may import only from those before it.
const zones = [
  {
    target: "./static/js/base",
    from: ["./static/js/live", ...subjects, "./static/js/screens"],
    message: "base knows nothing of the house",
  },
  {
    target: "./static/js/live",
    from: [...subjects, "./static/js/screens"],
    message: "live delivers; it knows nothing of papers",
  },
  {
    target: subjects,
    from: "./static/js/screens",
    message: "a subject does not know on which screen it stands",
  },
];

// Addresses of the server come from the table in base/addresses.js, which is made from
// the server's own url map: one that is written by hand may be wrong for months.
const byHand = "take the address from base/addresses.js";
const addresses = {
  // Whatever begins with a slash, and whatever is put behind an expression with one.
  whole: [
    { selector: "Literal[value=/^\\u002F/]", message: byHand },
    { selector: "TemplateElement[value.cooked=/^\\u002F/]", message: byHand },
  ],
  // As before, but a lone slash may stand between two values.
  named: [
    { selector: "Literal[value=/^\\u002F./]", message: byHand },
    { selector: "TemplateElement[value.cooked=/^\\u002F./]", message: byHand },
  ],
};
// These write fractions, dates and keys of stores, and ask the server nothing.
const writeSlashes = [
  "annotations/idb_store.js",
  "base/local_time.js",
  "base/member_storage.js",
  "fleet/labels.js",
  "sites/site_facts.js",
  "sites/labels.js",
].map((name) => `static/js/${name}`);

export default [
  {
    ignores: [
      "static/vendor/**",
      "static/bundles/**",
      "node_modules/**",
      ".venv/**",
      ".mutants/**",
    ],
  },
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    languageOptions: { globals: globals.browser, ecmaVersion: 2022 },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createNodeResolver({ alias: { "@kiosk": [scripts] } }),
      ],
    },
    rules: {
      "import-x/no-unresolved": "error",
      "import-x/named": "error",
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones }],
      "max-lines": ["error", 200],
      "max-lines-per-function": ["error", 40],
      complexity: ["error", 8],
      eqeqeq: "error",
      "no-restricted-syntax": ["error", ...addresses.whole],
    },
  },
  {
    files: writeSlashes,
    rules: { "no-restricted-syntax": ["error", ...addresses.named] },
  },
  {
    // Generated; one file is one request, and nobody reads it from top to bottom.
    files: ["static/js/base/addresses.js"],
    rules: { "max-lines": "off", "no-restricted-syntax": "off" },
  },
  {
    files: [
      "tests/js/**/*.js",
      "tests/live/**/*.mjs",
      "bench/**/*.js",
      "*.mjs",
      "tools/*.mjs",
    ],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      ecmaVersion: 2024,
    },
    rules: { eqeqeq: "error" },
  },
];
