import assert from "node:assert/strict";
import test from "node:test";
import { post, press } from "../../../static/js/base/api.js";
import { newIdempotencyKey } from "../../../static/js/base/idempotency_key.js";

const URL = /** @type {any} */ ("http://kiosk.test/m/1/state");
const FORM = /^[0-9a-f]{32}$/;

/**
 * Answer each request in turn; null: the network is lost.
 * @param {import("node:test").TestContext} context
 * @param {(Response | null)[]} answers
 */
function answering(context, ...answers) {
  /** @type {string[]} */
  const keys = [];
  context.mock.method(globalThis, "fetch", async (/** @type {any} */ _, init) => {
    keys.push(init.headers["Idempotency-Key"]);
    const answer = answers.shift();
    if (!answer) throw new TypeError("network");
    return answer;
  });
  return keys;
}

const done = () => new Response(null, { status: 204 });
const refused = () =>
  new Response(JSON.stringify({ error: "conflict", message: "Xin xem lại." }), {
    status: 409,
  });

test("each press has a key of its own", async (context) => {
  const keys = answering(context, done(), done());
  await post(URL, { state: "open" });
  await post(URL, { state: "open" });
  assert.equal(new Set(keys).size, 2);
  assert.match(keys[0] ?? "", FORM);
  assert.match(newIdempotencyKey(), FORM);
});

test("after a lost network a press is sent again with its key", async (context) => {
  const keys = answering(context, null, done());
  assert.equal(await press(URL), null);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

test("a press that is refused, and a post without an answer, are not sent again", async (context) => {
  const keys = answering(context, refused(), null);
  await assert.rejects(press(URL), { code: "conflict" });
  await assert.rejects(post(URL), { code: "offline" });
  assert.equal(keys.length, 2);
});
