import assert from "node:assert/strict";
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { KEPT_MS, MOST_KEPT, keepOlder } from "../../../tools/older_bundles.mjs";

const folder = () => mkdtempSync(join(tmpdir(), "bundles-"));

/**
 * @param {string} where
 * @param {string} name
 * @param {number} [age] in milliseconds
 */
function write(where, name, age = 1000) {
  const path = join(where, name);
  writeFileSync(path, `${where}/${name}`);
  const at = new Date(Date.now() - age);
  utimesSync(path, at, at);
}

test("bundles of the last week stay beside the new ones, and nothing else does", async () => {
  const [before, now] = [folder(), folder()];
  const stays = [
    "badges-AAAAAAA2.js",
    "badges-AAAAAAA2.js.br",
    "tablet-BBBBBBB3.css.gz",
  ];
  for (const name of stays) write(before, name, KEPT_MS - 60_000);
  write(before, "badges-OLDOLD22.js", KEPT_MS + 60_000);
  for (const name of ["manifest.json", "badges-AAAAAAA2.js.map", "plain.js"]) {
    write(before, name);
  }
  write(before, "same-CCCCCCC4.js");
  write(now, "same-CCCCCCC4.js");
  await keepOlder(before, now);
  assert.deepEqual(readdirSync(now).sort(), [...stays, "same-CCCCCCC4.js"].sort());
  assert.equal(
    readFileSync(join(now, "same-CCCCCCC4.js"), "utf-8"),
    `${now}/same-CCCCCCC4.js`,
  );
  // With each upgrade they grow older: one day they go.
  const [later] = [folder()];
  for (const name of stays) {
    const at = new Date(Date.now() - KEPT_MS - 1000);
    utimesSync(join(now, name), at, at);
  }
  await keepOlder(now, later);
  assert.deepEqual(readdirSync(later), ["same-CCCCCCC4.js"]);
});

test("the first time there is nothing to keep, and never are they too many", async () => {
  const [before, now] = [folder(), folder()];
  await keepOlder(join(before, "none"), now);
  assert.deepEqual(readdirSync(now), []);
  for (let n = 0; n <= MOST_KEPT; n += 1) {
    write(before, `part-${String(n).padStart(8, "0")}.js`, 60_000 - n);
  }
  await keepOlder(before, now);
  const kept = readdirSync(now);
  assert.equal(kept.length, MOST_KEPT);
  assert.ok(!kept.includes("part-00000000.js"));
});
