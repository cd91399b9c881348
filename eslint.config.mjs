// Layers of static/js, size limits and addresses. Biome formats, tsc checks types.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import globals from "globals";

const scripts = fileURLToPath(new URL("./static/js", import.meta.url));
// From the bottom to the top: a folder may import only from those named before it.
export const LAYERS = [
  "base",
  "exports",
  "live",
  "timers",
  "announcements",
  "record",
  "accounts",
  "table_files",
  "units",
  "official_papers",
  "badges",
  "fleet",
  "handouts",
  "meeting_papers",
  "meetings",
  "opinions",
  "people",
  "sites",
  "documents",
  "pagesync",
  "script_notes",
  "notices",
  "agenda",
  "conclusions",
  "consultations",
  "speaking",
  "voting",
  "invitations",
  "agenda_imports",
  "agenda_templates",
  "annotations",
  "search",
  "presence",
  "offline",
  "checkins",
  "printing",
  "meeting_archive",
  "notebooks",
  "reading_log",
  "service_calls",
  "hall_screens",
  "minutes",
  "tasks",
  "issued_documents",
  "public_pages",
  "surveys",
  "personal_data",
  "retention",
  "screens",
];

/**
 * Return the folders of static/js that have no layer, and layers without a folder.
 * @param {string[]} folders
 */
export function unmatchedLayers(folders) {
  return [
    ...folders.filter((folder) => !LAYERS.includes(folder)),
    ...LAYERS.filter((layer) => !folders.includes(layer)),
  ];
}

const folders = readdirSync(scripts, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const unmatched = unmatchedLayers(folders);
if (unmatched.length) throw new Error(`not in both LAYERS and static/js: ${unmatched}`);

const zones = LAYERS.slice(0, -1).map((layer, index) => ({
  target: `./static/js/${layer}`,
  from: LAYERS.slice(index + 1).map((higher) => `./static/js/${higher}`),
  message: `${layer} may import only from the layers below it`,
}));

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
// These write fractions, dates, base64 and keys of stores, and ask the server nothing.
const writeSlashes = [
  "accounts/passkey_codec.js",
  "annotations/idb_store.js",
  "base/local_time.js",
  "base/member_storage.js",
  "fleet/labels.js",
  "sites/site_facts.js",
  "sites/labels.js",
  "voting/ballot_draft.js",
  "voting/labels.js",
  "voting/vote_card.js",
  "voting/vote_labels.js",
  "voting/vote_values.js",
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
      "tests/openid_provider.mjs",
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
