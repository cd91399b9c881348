import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { ESLint } from "eslint";
import { LAYERS, unmatchedLayers } from "../../../eslint.config.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SCRIPTS = join(ROOT, "static/js");
const TYPE_IMPORT = /import\("(\.[^"]+)"\)/g;

/** @param {string} path below static/js */
const layerOf = (path) => LAYERS.indexOf(path.split("/")[0] ?? "");

/**
 * Return the type imports of a script from a layer above its own.
 * @param {string} path below static/js
 * @param {string} source
 */
function upwardTypes(path, source) {
  return [...source.matchAll(TYPE_IMPORT)]
    .map(([, target = ""]) =>
      relative(SCRIPTS, resolve(SCRIPTS, dirname(path), target)),
    )
    .filter((target) => layerOf(target) > layerOf(path));
}

test("a folder without a layer and a layer without a folder are found", () => {
  assert.deepEqual(unmatchedLayers(LAYERS), []);
  assert.deepEqual(unmatchedLayers([...LAYERS, "nowhere"]), ["nowhere"]);
  assert.deepEqual(unmatchedLayers(LAYERS.slice(1)), ["base"]);
});

test("an import from a higher layer is an error, one from a lower layer is none", async () => {
  const eslint = new ESLint({ cwd: ROOT });
  const rules = async (/** @type {string} */ path, /** @type {string} */ target) => {
    const source = `import { t } from "${target}";\nt("");\n`;
    const [result] = await eslint.lintText(source, { filePath: join(SCRIPTS, path) });
    return result?.messages.map(({ ruleId }) => ruleId) ?? [];
  };
  const zone = "import-x/no-restricted-paths";
  assert.ok((await rules("documents/x.js", "../offline/labels.js")).includes(zone));
  assert.ok((await rules("sites/x.js", "../screens/sites.js")).includes(zone));
  assert.ok(
    !(await rules("offline/x.js", "../search/offline_search.js")).includes(zone),
  );
});

test("types too come only from lower layers", () => {
  assert.deepEqual(upwardTypes("base/x.js", '@type {import("../live/state.js").A}'), [
    "live/state.js",
  ]);
  const found = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js"))
    .flatMap((path) =>
      upwardTypes(path, readFileSync(join(SCRIPTS, path), "utf8")).map(
        (target) => `${path} -> ${target}`,
      ),
    );
  assert.deepEqual(found, []);
});
