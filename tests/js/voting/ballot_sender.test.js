import assert from "node:assert/strict";
import test from "node:test";
import { BallotSender } from "../../../static/js/voting/ballot_sender.js";
import { outgoingBallot } from "../../../static/js/voting/ballot_sealing.js";
import { election, vote } from "./ballots.js";

/**
 * @param {import("node:test").TestContext} context
 * @param {(number | null)[]} answers status of each try; null: kept
 */
function sending(context, answers) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {any[]} */
  const sent = [];
  /** @type {string[]} */
  const states = [];
  const sender = new BallotSender(
    async (outgoing) => {
      sent.push(outgoing);
      const status = answers.shift() ?? null;
      if (status !== null) {
        throw Object.assign(new Error("Không nhận"), { status });
      }
    },
    () => states.push(sender.state),
    () => 1,
  );
  const settled = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const pass = async (/** @type {number} */ ms) => {
    context.mock.timers.tick(ms);
    await settled();
  };
  return { sender, sent, states, pass, settled };
}

/** @type {import("../../../static/js/voting/ballot_draft.js").Outgoing} */
const BALLOT = { choices: { 1: 1 }, key: "a" };

test("a ballot is kept", async (context) => {
  const { sender, states } = sending(context, [null]);
  await sender.send(BALLOT);
  assert.deepEqual(states, ["sending", "kept"]);
});

test("without a network it is tried again until it is kept", async (context) => {
  const { sender, sent, states, pass } = sending(context, [0, 503, null]);
  await sender.send(BALLOT);
  assert.equal(sender.state, "waiting");
  await pass(1000);
  assert.equal(sent.length, 2);
  await pass(1999);
  assert.equal(sent.length, 2);
  await pass(1);
  assert.deepEqual(states, ["sending", "waiting", "kept"]);
});

test("when the network is back it is tried at once", async (context) => {
  const { sender, sent, settled } = sending(context, [0, null]);
  await sender.send(BALLOT);
  sender.retryNow();
  await settled();
  assert.equal(sent.length, 2);
  assert.equal(sender.state, "kept");
});

test("a refusal is not tried again", async (context) => {
  const { sender, sent, pass } = sending(context, [409]);
  await sender.send(BALLOT);
  await pass(60_000);
  assert.equal(sent.length, 1);
  assert.equal(sender.state, "refused");
  assert.equal(sender.message, "Không nhận");
});

test("a stopped one is not tried again", async (context) => {
  const { sender, sent, pass } = sending(context, [0, null]);
  await sender.send(BALLOT);
  sender.stop();
  await pass(60_000);
  assert.equal(sent.length, 1);
});

test("a changed choice replaces the one that waits", async (context) => {
  const { sender, sent, pass } = sending(context, [0, null]);
  await sender.send(BALLOT);
  await sender.send({ choices: { 2: 1 }, key: "b" });
  await pass(60_000);
  assert.deepEqual(
    sent.map(({ key }) => key),
    ["a", "b"],
  );
});

test("silence is told before the deadline", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const states = [];
  const sender = new BallotSender(
    () => new Promise(() => {}),
    () => states.push(sender.state),
  );
  sender.send(BALLOT);
  context.mock.timers.tick(2500);
  assert.deepEqual(states, ["sending", "waiting"]);
});

test("an open ballot goes as it is; a secret one without the library too", async () => {
  const { outgoing: open } = await outgoingBallot(vote(), { 1: 1 });
  assert.deepEqual(open.choices, { 1: 1 });
  assert.match(open.key, /^[0-9a-f]{32}$/);
  const missing = async () => {
    throw new Error("not loaded");
  };
  const secret = election({ public_key: "AA", has_receipt: true });
  const plain = await outgoingBallot(secret, { 1: 1 }, missing);
  assert.deepEqual(plain.outgoing.choices, { 1: 1 });
  assert.equal(plain.receipt, undefined);
});

test("a secret ballot is sealed to the vote's key", async () => {
  const library = {
    base64_variants: { ORIGINAL: 1 },
    from_base64: (/** @type {string} */ text) => `key ${text}`,
    to_base64: (/** @type {string} */ text) => `sealed ${text}`,
    crypto_box_seal: (/** @type {Uint8Array} */ plain, /** @type {string} */ key) =>
      `${plain.length} to ${key}`,
  };
  const secret = election({ public_key: "AA" });
  const { outgoing: sent, receipt: none } = await outgoingBallot(
    secret,
    { 1: 1 },
    async () => library,
  );
  assert.equal(none, undefined);
  const more = { ...secret, has_receipt: true };
  const { outgoing, receipt } = await outgoingBallot(
    more,
    { 1: 1 },
    async () => library,
  );
  assert.equal(outgoing.sealed, "sealed 256 to key AA");
  assert.deepEqual(Object.keys(outgoing), ["sealed", "key"]);
  assert.match(receipt?.nonce ?? "", /^[0-9a-f]{32}$/);
  assert.notEqual(receipt?.nonce, outgoing.key);
  assert.equal(sent.sealed, "sealed 256 to key AA");
  assert.equal(sent.choices, undefined);
});
