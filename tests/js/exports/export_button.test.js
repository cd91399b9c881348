import assert from "node:assert/strict";
import test from "node:test";
import { getAddress } from "../../../static/js/base/address_builder.js";
import { ExportButton } from "../../../static/js/exports/export_button.js";

const LABELS = {
  start: "make",
  running: (/** @type {number} */ done, /** @type {number} */ total) =>
    `making ${done}/${total}`,
  failed: "try again",
  again: "make again",
  take: (/** @type {number} */ total) => `take ${total}`,
};

/**
 * Return what the buttons show in a state of the server.
 * @param {import("node:test").TestContext} context
 * @param {object} found
 * @param {ConstructorParameters<typeof ExportButton>[4]} [options]
 */
async function shown(context, found, options) {
  const answer = { done: 0, total: 0, is_old: false, ...found };
  context.mock.method(globalThis, "fetch", async () => Response.json(answer));
  const make = { hidden: false, disabled: false, textContent: "" };
  const link = { hidden: false, textContent: "" };
  const button = new ExportButton(
    /** @type {any} */ (make),
    [/** @type {any} */ (link)],
    () => getAddress`/state`,
    LABELS,
    options,
  );
  button.poller.isShown = () => false;
  await button.refresh();
  return [
    make.hidden ? "" : make.textContent,
    make.disabled,
    link.hidden ? "" : link.textContent,
  ];
}

test("the button starts, says how far it is, and gives way to the link", async (t) => {
  assert.deepEqual(await shown(t, { state: "none" }), ["make", false, ""]);
  const waiting = { state: "waiting" };
  assert.deepEqual(await shown(t, waiting), ["making 0/0", true, ""]);
  const running = { state: "running", done: 3, total: 9 };
  assert.deepEqual(await shown(t, running), ["making 3/9", true, ""]);
  const ready = { state: "ready", done: 9, total: 9 };
  assert.deepEqual(await shown(t, ready), ["", false, "take 9"]);
  assert.deepEqual(await shown(t, { state: "failed" }), ["try again", false, ""]);
});

test("an outdated file is not offered, but made again", async (t) => {
  const old = { state: "ready", total: 9, is_old: true };
  assert.deepEqual(await shown(t, old), ["make again", false, ""]);
});

test("what may be made again has both", async (t) => {
  const ready = { state: "ready", total: 9 };
  const both = ["make again", false, "take 9"];
  assert.deepEqual(await shown(t, ready, { isRepeatable: true }), both);
});

test("what else shows the state is told of it", async (t) => {
  /** @type {string[]} */
  const states = [];
  await shown(t, { state: "running" }, { onDraw: ({ state }) => states.push(state) });
  assert.deepEqual(states, ["running"]);
});
