import assert from "node:assert/strict";
import test from "node:test";
import { currentVote, watchedVote } from "../../../static/js/voting/current_ballot.js";
import { vote } from "./ballots.js";

const first = vote({ id: 1, opened_at: "2026-11-29T02:00:00+00:00" });
const second = vote({ id: 2, opened_at: "2026-11-29T02:05:00+00:00" });
const none = { isDone: () => false, shownId: null };

test("the vote opened last, but the one that is being filled in stays", () => {
  assert.equal(currentVote([second, first], none), second);
  assert.equal(currentVote([first, second], { ...none, shownId: 1 }), first);
});

test("one that waits goes before one that is done", () => {
  const isDone = (/** @type {number} */ id) => id === 2;
  assert.equal(currentVote([first, second], { isDone, shownId: 2 }), first);
  assert.equal(currentVote([second], { isDone, shownId: 2 }), second);
});

test("one that has ended stays until its result is announced", () => {
  const isDone = () => true;
  const closed = { ...first, state: "closed" };
  assert.equal(currentVote([closed], { isDone, shownId: 1 }), closed);
  assert.equal(currentVote([closed], { isDone, shownId: null }), null);
  const announced = { ...first, state: "announced" };
  assert.equal(currentVote([announced], { isDone, shownId: 1 }), null);
});

test("votes by hands have no ballot; all are told", () => {
  const hands = vote({ id: 3, kind: "hands" });
  assert.equal(currentVote([hands], none), null);
  assert.equal(watchedVote([hands], true), hands);
  assert.equal(watchedVote([first], true), null);
  assert.equal(watchedVote([first], false), first);
});
