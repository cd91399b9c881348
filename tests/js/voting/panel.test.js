import assert from "node:assert/strict";
import test from "node:test";
import {
  mayRepeat,
  needsDecision,
  nextStep,
  panelVotes,
} from "../../../static/js/voting/panel_votes.js";
import { readinessLines } from "../../../static/js/voting/readiness.js";
import { freeSeats, proposedOptions } from "../../../static/js/voting/second_round.js";
import { election, vote } from "./ballots.js";

const result = (/** @type {object} */ more = {}) =>
  /** @type {any} */ ({ tie: [], elected: [], passed: null, ...more });

test("what runs stands first, then the current item's, the rest is folded", () => {
  const votes = [
    vote({ id: 1, state: "draft", item_id: 9 }),
    vote({ id: 2, state: "announced" }),
    vote({ id: 3, state: "draft", item_id: 3 }),
    vote({ id: 4, state: "closed", item_id: 9 }),
    vote({ id: 5, state: "open", item_id: 9 }),
    vote({ id: 6, state: "announced" }),
    vote({ id: 7, state: "draft", item_id: null }),
  ];
  const ids = (/** @type {any[]} */ some) => some.map(({ id }) => id);
  const { now, later, done } = panelVotes(votes, 3);
  assert.deepEqual(ids(now), [5, 4, 3, 7]);
  assert.deepEqual(ids(later), [1]);
  assert.deepEqual(ids(done), [6, 2]);
});

test("the one next step of a vote", () => {
  assert.equal(nextStep(vote({ state: "draft" })), "open");
  assert.equal(nextStep(vote()), "close");
  assert.equal(nextStep(vote({ kind: "hands" })), "count");
  assert.equal(nextStep(vote({ state: "closed" })), "count");
  assert.equal(nextStep(vote({ state: "closed", result: result() })), "announce");
  assert.equal(nextStep(vote({ state: "announced", result: result() })), null);
});

test("a second round after an election, a tie or a failed vote", () => {
  const closed = (/** @type {object} */ more) =>
    vote({ state: "closed", result: result(more) });
  assert.equal(mayRepeat(closed({ passed: true })), false);
  assert.equal(mayRepeat(closed({ passed: false })), true);
  assert.equal(mayRepeat(closed({ tie: [1, 2] })), true);
  assert.equal(mayRepeat(vote()), false);
});

test("it is proposed for the tied, then for those not elected", () => {
  const of = (/** @type {object} */ more) =>
    election({ max_choices: 2, result: result(more) });
  assert.deepEqual(proposedOptions(of({ elected: [1], tie: [2, 3] })), [2, 3]);
  assert.deepEqual(proposedOptions(of({ elected: [1] })), [2, 3]);
  assert.deepEqual(proposedOptions(vote({ result: result() })), [1, 2, 3]);
  assert.equal(freeSeats(of({ elected: [1] })), 1);
});

test("the checks say what is missing", () => {
  const ready = {
    ...{ summoned: 400, present: 380, eligible: 380, connected: 380 },
    ...{ quorum: { needed: 267, reached: true }, is_ready: true, problems: [] },
    ...{ missing: [], not_connected: [] },
  };
  const good = (/** @type {object} */ more, isElectronic = true) =>
    readinessLines({ ...ready, ...more }, isElectronic).map(({ isGood }) => isGood);
  assert.deepEqual(good({}), [true, true, true]);
  assert.deepEqual(good({}, false), [true, true]);
  const short = { quorum: { needed: 390, reached: false }, connected: 379 };
  assert.deepEqual(good(short), [false, true, false]);
  assert.deepEqual(good({ problems: ["Hội nghị chưa khai mạc."] }).at(-1), false);
});

test("the chair decides a tie that the rule leaves to the chair", () => {
  assert.equal(needsDecision(vote({ result: result() })), true);
  assert.equal(needsDecision(vote({ result: result({ passed: true }) })), false);
  assert.equal(needsDecision(election({ result: result() })), false);
  assert.equal(needsDecision(vote()), false);
});
