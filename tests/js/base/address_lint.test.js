import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const eslint = new ESLint({ cwd: root });

/**
 * @param {string} text
 * @param {string} [name] of a file that is there
 */
async function refusals(text, name = "agenda/keyboard_move.js") {
  const filePath = `${root}static/js/${name}`;
  const [result] = await eslint.lintText(`${text}\n`, { filePath });
  return result.messages.filter(({ ruleId }) => ruleId === "no-restricted-syntax");
}

for (const literal of [
  "post(`/m/${meeting}/state`)",
  "post(`${this.url}/state`)",
  "post(`${this.url}/${id}`)",
  'post(this.url + "/state")',
  'post("/sign-out")',
  'location.replace("/")',
  'url = base.replace("/annotations", name)',
]) {
  test(`an address written by hand is refused: ${literal}`, async () => {
    assert.notEqual((await refusals(literal)).length, 0);
  });
}

for (const harmless of [
  'import { t } from "../base/i18n.js";',
  "get(addresses.printingState(meeting));",
  "href = `${addresses.screensTablet(meeting)}#${place}`;",
  "found = /^\\/m\\/(\\d+)/.exec(path);",
  'type = "image/webp";',
]) {
  test(`what is no address of ours passes: ${harmless}`, async () => {
    assert.deepEqual(await refusals(harmless), []);
  });
}

test("a file of figures may put a slash between two values, and no word behind", async () => {
  assert.deepEqual(await refusals("x = `${part}/${whole}`;", "sites/labels.js"), []);
  assert.equal((await refusals("x = `${part}/state`;", "sites/labels.js")).length, 1);
});
