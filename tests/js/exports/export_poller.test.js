import assert from "node:assert/strict";
import test from "node:test";
import { getAddress, postAddress } from "../../../static/js/base/address_builder.js";
import { ExportPoller, isBusy } from "../../../static/js/exports/export_poller.js";

const STATE = getAddress`/state`;

/**
 * Answer GET requests with these states in turn; the last one for ever.
 * @param {import("node:test").TestContext} context
 * @param {...string} states
 */
function serve(context, ...states) {
  /** @type {string[]} */
  const requests = [];
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.mock.method(globalThis, "fetch", async (url, { method = "GET" } = {}) => {
    requests.push(`${method} ${url}`);
    if (method === "POST") return new Response(null, { status: 204 });
    const [state] = states.length > 1 ? states.splice(0, 1) : states;
    return Response.json({ state });
  });
  return requests;
}

test("what waits or runs is busy", () => {
  const busy = ["none", "waiting", "running", "ready", "failed", "cancelled"].filter(
    (state) => isBusy({ state }),
  );
  assert.deepEqual(busy, ["waiting", "running"]);
});

test("it is asked again until it is finished", async (context) => {
  const requests = serve(context, "waiting", "running", "ready");
  /** @type {string[]} */
  const drawn = [];
  const poller = new ExportPoller(
    () => STATE,
    ({ state }) => drawn.push(state),
  );
  await poller.send(postAddress`/begin`);
  for (let turn = 0; turn < 4; turn += 1) {
    context.mock.timers.tick(1000);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(drawn, ["waiting", "running", "ready"]);
  assert.deepEqual(requests, ["POST /begin", ...Array(3).fill("GET /state")]);
});

test("an answer from before a change is not drawn", async (context) => {
  serve(context, "none", "waiting");
  /** @type {string[]} */
  const drawn = [];
  const poller = new ExportPoller(
    () => STATE,
    ({ state }) => drawn.push(state),
  );
  const first = poller.refresh();
  await poller.refresh();
  await first;
  assert.deepEqual(drawn, ["waiting"]);
});

test("polling ends when nobody sees it", async (context) => {
  const requests = serve(context, "running");
  const poller = new ExportPoller(
    () => STATE,
    () => {},
    { isShown: () => false },
  );
  await poller.refresh();
  context.mock.timers.tick(5000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(requests.length, 1);
});
