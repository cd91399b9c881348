import assert from "node:assert/strict";
import test from "node:test";
import { apply, partOf } from "../../../static/js/live/snapshot_reducer.js";

/** @returns {any} */
const state = (votes = [{ id: 7, state: "draft", revision: 2, cast: null }]) => ({
  n: 10,
  items: [],
  documents: [],
  live: {},
  votes,
});
const next = (/** @type {any} */ event, from = state()) =>
  /** @type {any} */ (apply(from, { n: 11, ...event }));
const opened = { kind: "vote_opened", vote: { id: 7, state: "open", title: "Bầu cử" } };

test("an opened vote is there at once, also where none was known", () => {
  const known = next(opened).votes;
  assert.deepEqual(known, [
    { id: 7, state: "open", revision: 2, cast: null, title: "Bầu cử" },
  ]);
  const without = { ...state(), votes: undefined };
  assert.deepEqual(next(opened, /** @type {any} */ (without)).votes, [
    { ...opened.vote, cast: null },
  ]);
});

test("who runs votes knows from the opening on how many have voted", () => {
  const draft = state([
    { id: 7, state: "draft", revision: 2, cast: /** @type {any} */ (0) },
  ]);
  const event = { ...opened, vote: { ...opened.vote, cast: null } };
  assert.equal(next(event, draft).votes[0].cast, 0);
});

test("who enters hands by site reads the sites when the vote opens", () => {
  const byHands = { ...opened, vote: { ...opened.vote, kind: "hands" } };
  const draft = { id: 7, state: "draft", revision: 2, cast: null, hand_counts: [] };
  assert.equal(next(byHands, state([draft])), "unknown");
  assert.equal(next(byHands).votes[0].state, "open");
  assert.equal(next(opened, state([draft])).votes[0].state, "open");
});

test("other votes stay as they are", () => {
  const from = state([{ id: 3, state: "announced", revision: 1, cast: 5 }]);
  assert.deepEqual(
    next(opened, from).votes.map((/** @type {any} */ vote) => vote.id),
    [3, 7],
  );
});

test("the turnout is a number, and of a vote not shown here only the event's", () => {
  const counted = next({ kind: "vote_turnout", vote_id: 7, cast: 312 });
  assert.equal(counted.votes[0].cast, 312);
  const other = next({ kind: "vote_turnout", vote_id: 99, cast: 312 });
  assert.equal(other.n, 11);
  assert.deepEqual(other.votes, state().votes);
});

test("closed and cancelled ask for no snapshot", () => {
  const closed = next({ kind: "vote_closed", vote_id: 7 });
  assert.equal(closed.votes[0].state, "closed");
  const cancelled = next({ kind: "vote_cancelled", vote_id: 7 });
  assert.equal(cancelled.votes[0].state, "cancelled");
  assert.equal(cancelled.votes[0].result, null);
});

test("an announced result and a prepared vote ask for the votes alone", () => {
  for (const kind of ["vote_announced", "vote_counted", "vote_prepared"]) {
    const event = { n: 11, kind, vote_id: 7 };
    assert.equal(partOf(event), "voting");
    assert.deepEqual(apply(state(), event), { ...state(), n: 11 });
  }
});
