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

export default [
  { ignores: ["static/vendor/**", "node_modules/**", ".venv/**", ".mutants/**"] },
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
    },
  },
  {
    files: ["tests/js/**/*.js", "tests/live/**/*.mjs", "bench/**/*.js", "*.mjs"],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      ecmaVersion: 2024,
    },
    rules: { eqeqeq: "error" },
  },
];
