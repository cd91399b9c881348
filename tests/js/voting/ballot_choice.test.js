import assert from "node:assert/strict";
import test from "node:test";
import {
  chosenOptions,
  isComplete,
  mark,
  plainBallot,
  validChoices,
} from "../../../static/js/voting/ballot_choice.js";
import { confidence, election, vote } from "./ballots.js";

test("of one choice the later replaces the earlier", () => {
  const first = mark(vote(), {}, 1).choices;
  assert.deepEqual(mark(vote(), first, 3), { choices: { 3: 1 }, isFull: false });
  assert.equal(isComplete(vote(), {}), false);
  assert.equal(isComplete(vote(), first), true);
});

test("an election takes as many as it allows, and a second press takes one away", () => {
  let choices = mark(election(), {}, 1).choices;
  choices = mark(election(), choices, 3).choices;
  assert.deepEqual(mark(election(), choices, 2), { choices, isFull: true });
  assert.deepEqual(mark(election(), choices, 1).choices, { 3: 1 });
});

test("an election may be left blank", () => {
  assert.equal(isComplete(election(), {}), true);
});

test("confidence needs a level for each person, or for none", () => {
  assert.equal(isComplete(confidence(), {}), true);
  let choices = mark(confidence(), {}, 1, "high").choices;
  choices = mark(confidence(), choices, 1, "low").choices;
  assert.deepEqual(choices, { 1: "low" });
  assert.equal(isComplete(confidence(), choices), false);
  assert.equal(isComplete(confidence(), { 1: "low", 2: "high", 3: "high" }), true);
});

test("of what was kept only what the ballot offers counts", () => {
  assert.deepEqual(validChoices(vote(), { 1: 1, 9: 1 }), { 1: 1 });
  assert.deepEqual(validChoices(vote(), { 1: 1, 2: 1 }), { 1: 1 });
  assert.deepEqual(validChoices(election(), { 1: 1, 2: 1, 3: 1 }), { 1: 1, 2: 1 });
  assert.deepEqual(validChoices(confidence(), { 1: "high", 2: "none" }), { 1: "high" });
  for (const kept of [null, "x", 3, undefined]) {
    assert.deepEqual(validChoices(vote(), kept), {});
  }
});

test("the chosen stand in the order of the ballot", () => {
  const labels = chosenOptions(election(), { 3: 1, 1: 1 }).map(({ label }) => label);
  assert.deepEqual(labels, ["Tán thành", "Ý kiến khác"]);
});

test("what is sealed is as long for every choice, and JSON still", () => {
  const blank = plainBallot(7, {});
  const full = plainBallot(7, { 1: 1, 2: 1, 3: 1 });
  assert.equal(blank.length, 256);
  assert.equal(full.length, 256);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(full)), {
    v: 7,
    c: { 1: 1, 2: 1, 3: 1 },
  });
});
