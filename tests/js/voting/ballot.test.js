import assert from "node:assert/strict";
import test from "node:test";
import { Ballot } from "../../../static/js/voting/ballot.js";
import { vote } from "./ballots.js";

const settle = async () => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

const RECEIPT = { nonce: "0".repeat(32), commitment: "1".repeat(64) };

/**
 * @param {object} [how]
 * @param {any} [how.vote]
 * @param {any} [how.draft]
 * @param {any} [how.known] what the server answers; an Error is thrown
 * @param {any} [how.answer] of a sent ballot; an Error is thrown
 */
function makeBallot({
  vote: asked = vote(),
  draft = {},
  known = { eligible: true, cast: false, choices: null },
  answer = null,
} = {}) {
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const confirmed = [];
  const drafts = new Map([[asked.id, draft]]);
  const server = { known, answer };
  const respond = (/** @type {any} */ value) => {
    if (value instanceof Error) throw value;
    return value;
  };
  const ballot = new Ballot(asked, {
    drafts: {
      read: (id) => drafts.get(id) ?? {},
      write: (id, one) => void drafts.set(id, one),
      remove: (id) => void drafts.delete(id),
      confirm: (id, isCertain) => {
        confirmed.push({ ...drafts.get(id), isCertain });
        drafts.delete(id);
      },
      receipt: () => null,
    },
    post: async (_id, outgoing) => {
      sent.push(outgoing);
      return respond(server.answer);
    },
    ask: async () => respond(server.known),
    seal: async (one, choices) =>
      one.is_secret
        ? { outgoing: { sealed: "x", key: "k" }, receipt: RECEIPT }
        : { outgoing: { choices, key: "k" } },
    onChange: () => {},
  });
  return { ballot, sent, drafts, server, confirmed };
}

const refusal = (/** @type {number} */ status) =>
  Object.assign(new Error("Đã đóng biểu quyết."), { status });

test("it is sent only after it was marked and reviewed", async () => {
  const { ballot, sent, drafts } = makeBallot();
  ballot.review();
  assert.equal(ballot.phase, "choosing");
  await ballot.submit();
  assert.equal(sent.length, 0);
  ballot.mark(2);
  ballot.review();
  assert.equal(ballot.phase, "reviewing");
  await ballot.submit();
  await ballot.submit();
  await settle();
  assert.deepEqual(sent, [{ choices: { 2: 1 }, key: "k" }]);
  assert.equal(ballot.phase, "kept");
  assert.equal(drafts.size, 0);
});

test("marks survive a reload", () => {
  const { ballot, drafts } = makeBallot();
  ballot.mark(3);
  const reloaded = makeBallot({ draft: drafts.get(7) }).ballot;
  assert.deepEqual(reloaded.choices, { 3: 1 });
});

test("of a secret ballot under way only the sealed form is kept", async () => {
  const secret = vote({ is_secret: true, public_key: "AA" });
  const { ballot, drafts } = makeBallot({ vote: secret, answer: refusal(0) });
  ballot.mark(1);
  ballot.review();
  await ballot.submit();
  await settle();
  assert.equal(ballot.phase, "waiting");
  const outgoing = { sealed: "x", key: "k" };
  assert.deepEqual(drafts.get(7), { outgoing, receipt: RECEIPT });
  assert.deepEqual(ballot.choices, {});
  ballot.sender.stop();
});

test("one under way is sent again after a reload", async () => {
  const { ballot, sent } = makeBallot({
    draft: { outgoing: { sealed: "x", key: "k" } },
  });
  await settle();
  assert.deepEqual(sent, [{ sealed: "x", key: "k" }]);
  assert.equal(ballot.phase, "kept");
});

test("what the server has already is shown, and who is not on the roll told", async () => {
  const { ballot, server } = makeBallot();
  server.known = { eligible: true, cast: true, choices: { 1: 1 } };
  await ballot.refresh();
  assert.equal(ballot.phase, "kept");
  assert.deepEqual(ballot.choices, { 1: 1 });
  server.known = { eligible: false, cast: false, choices: null, reason: "Vắng" };
  await ballot.refresh();
  assert.equal(ballot.phase, "excluded");
  assert.equal(ballot.message, "Vắng");
});

test("who is changing the choice is not disturbed by the older one", async () => {
  const { ballot, server } = makeBallot();
  ballot.mark(2);
  ballot.review();
  server.known = { eligible: true, cast: true, choices: { 1: 1 } };
  await ballot.refresh();
  assert.equal(ballot.phase, "reviewing");
  assert.deepEqual(ballot.choices, { 2: 1 });
});

for (const [cast, phase] of /** @type {const} */ ([
  [true, "kept"],
  [false, "late"],
])) {
  test(`closed while it was under way: the server says whether it counts, ${cast}`, async () => {
    const { ballot, server } = makeBallot({ answer: refusal(0) });
    ballot.mark(1);
    ballot.review();
    await ballot.submit();
    await settle();
    server.known = { eligible: true, cast, choices: null };
    ballot.update(vote({ state: "closed" }));
    assert.equal(ballot.phase, "asking");
    await settle();
    assert.equal(ballot.phase, phase);
  });
}

test("closed without a ballot, and cancelled", () => {
  const { ballot } = makeBallot();
  ballot.mark(1);
  ballot.update(vote({ state: "closed" }));
  assert.equal(ballot.phase, "over");
  assert.equal(ballot.isPending, false);
  const other = makeBallot().ballot;
  other.update(vote({ state: "cancelled" }));
  assert.equal(other.phase, "cancelled");
});

test("who was changing a kept ballot when the vote closed keeps the kept one", async () => {
  const { ballot, server } = makeBallot();
  server.known = { eligible: true, cast: true, choices: { 1: 1 } };
  await ballot.refresh();
  ballot.chooseAgain();
  ballot.mark(2);
  ballot.update(vote({ state: "closed" }));
  assert.equal(ballot.phase, "kept");
});

test("a refused one may be chosen anew, with the reason", async () => {
  const { ballot } = makeBallot({ answer: refusal(422) });
  ballot.mark(1);
  ballot.review();
  await ballot.submit();
  await settle();
  assert.equal(ballot.phase, "choosing");
  assert.equal(ballot.message, "Đã đóng biểu quyết.");
  assert.deepEqual(ballot.choices, { 1: 1 });
});

test("a receipt is of a ballot that the server has, and never sent", async () => {
  const secret = vote({ is_secret: true, public_key: "AA", has_receipt: true });
  const { ballot, sent, confirmed } = makeBallot({ vote: secret });
  ballot.mark(1);
  ballot.review();
  await ballot.submit();
  await settle();
  assert.deepEqual(sent, [{ sealed: "x", key: "k" }]);
  const [{ receipt, isCertain }] = confirmed;
  assert.deepEqual([receipt, isCertain], [RECEIPT, true]);
});

test("closed under way, it may be the receipt of the ballot that counts", async () => {
  const secret = vote({ is_secret: true, public_key: "AA", has_receipt: true });
  const { ballot, server, confirmed } = makeBallot({
    vote: secret,
    answer: refusal(0),
  });
  ballot.mark(1);
  ballot.review();
  await ballot.submit();
  await settle();
  server.known = { eligible: true, cast: true, choices: null };
  ballot.update({ ...secret, state: "closed" });
  await settle();
  assert.equal(confirmed[0].isCertain, false);
});

test("a refused ballot leaves no receipt", async () => {
  const secret = vote({ is_secret: true, public_key: "AA", has_receipt: true });
  const { ballot, drafts, confirmed } = makeBallot({
    vote: secret,
    answer: refusal(409),
  });
  ballot.mark(1);
  ballot.review();
  await ballot.submit();
  await settle();
  assert.deepEqual(confirmed, []);
  assert.equal(drafts.get(7)?.receipt, undefined);
});
