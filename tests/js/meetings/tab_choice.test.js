import assert from "node:assert/strict";
import test from "node:test";
import { TabChoice, tabThatMatters } from "../../../static/js/meetings/tab_choice.js";

const IDLE = { speaking: null, interrupted: null, question: null, next: [] };
/** @param {any} [more] */
const state = (more = {}) => ({
  meeting: { state: "open" },
  live: { item_id: 2 },
  items: [],
  ...more,
});
const SPEAKING = state({ floor: { ...IDLE, speaking: { request_id: 1 } } });
const VOTING = state({ votes: [{ state: "open", item_id: 2 }] });

test("a vote matters more than the floor, and the floor more than the page", () => {
  assert.equal(tabThatMatters(state()), "page");
  assert.equal(tabThatMatters(state({ floor: IDLE, votes: [] })), "page");
  assert.equal(tabThatMatters(SPEAKING), "speaking");
  assert.equal(
    tabThatMatters({ ...SPEAKING, ...VOTING, floor: SPEAKING.floor }),
    "voting",
  );
  const waiting = state({ floor: { ...IDLE, next: [{}] } });
  assert.equal(tabThatMatters(waiting), "speaking");
});

test("a vote prepared for the current item matters, another item's does not", () => {
  const draft = (/** @type {number | null} */ item) =>
    state({ votes: [{ state: "draft", item_id: item }] });
  assert.equal(tabThatMatters(draft(2)), "voting");
  assert.equal(tabThatMatters(draft(3)), "page");
  assert.equal(tabThatMatters({ ...draft(null), live: { item_id: null } }), "page");
});

test("the vote of the item matters more than those who wait to speak", () => {
  const votes = [{ state: "draft", item_id: 2 }];
  const waiting = { ...IDLE, next: [{ name: "An" }] };
  assert.equal(tabThatMatters(state({ votes, floor: waiting })), "voting");
});

test("before and after the meeting the page matters", () => {
  assert.equal(tabThatMatters({ ...VOTING, meeting: { state: "adjourned" } }), "page");
});

test("a tab opens by itself when something begins, once", () => {
  const choice = new TabChoice();
  choice.update(SPEAKING, false);
  assert.equal(choice.open, "speaking");
  choice.choose("page");
  choice.update(SPEAKING, false);
  assert.equal(choice.open, "page", "chosen by hand, it stays");
  choice.update(VOTING, false);
  assert.equal(choice.open, "voting");
});

test("nothing opens under somebody's hands; the tab says that it waits", () => {
  const choice = new TabChoice();
  choice.update(SPEAKING, false);
  choice.update(VOTING, true);
  assert.deepEqual([choice.open, choice.news], ["speaking", "voting"]);
  choice.update(VOTING, false);
  assert.equal(choice.open, "speaking");
  choice.choose("voting");
  assert.equal(choice.news, null);
});
