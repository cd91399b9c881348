import assert from "node:assert/strict";
import test from "node:test";
import {
  stateClass,
  stateLabel,
  stepsFrom,
} from "../../../static/js/meetings/steps.js";

const leads = (/** @type {string} */ state) =>
  stepsFrom(state).map((step) => step.state);

test("the steps are those the server allows", () => {
  assert.deepEqual(leads("draft"), ["published"]);
  assert.deepEqual(leads("published"), ["open", "draft"]);
  assert.deepEqual(leads("open"), ["adjourned", "closed"]);
  assert.deepEqual(leads("adjourned"), ["open", "closed"]);
  assert.deepEqual(leads("closed"), []);
  assert.deepEqual(leads("unknown"), []);
});

test("closing says in words what it does, and is marked as grave", () => {
  const close = stepsFrom("open").find((step) => step.state === "closed");
  assert.match(close?.question.text ?? "", /Không thể mở lại/);
  assert.equal(close?.question.isGrave, true);
  assert.equal(close?.isMain, false);
  assert.equal(stepsFrom("published")[0]?.isMain, true);
});

test("every state has a word and a tone", () => {
  assert.equal(stateLabel("adjourned"), "Tạm nghỉ");
  assert.equal(stateClass("open"), "tag tag--live");
  assert.equal(stateClass("draft"), "tag");
});
