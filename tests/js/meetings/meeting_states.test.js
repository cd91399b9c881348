import assert from "node:assert/strict";
import test from "node:test";
import {
  stateClass,
  stateLabel,
  transitionsFrom,
} from "../../../static/js/meetings/meeting_states.js";

const leads = (/** @type {string} */ state) =>
  transitionsFrom(state).map((step) => step.state);

test("the transitions are those of the server", () => {
  assert.deepEqual(leads("draft"), ["published"]);
  assert.deepEqual(leads("published"), ["open", "draft"]);
  assert.deepEqual(leads("open"), ["adjourned", "closed"]);
  assert.deepEqual(leads("adjourned"), ["open", "closed"]);
  assert.deepEqual(leads("closed"), []);
  assert.deepEqual(leads("unknown"), []);
});

test("closing explains its effect and is marked destructive", () => {
  const close = transitionsFrom("open").find((step) => step.state === "closed");
  assert.match(close?.question.text ?? "", /Không thể mở lại/);
  assert.equal(close?.question.isDestructive, true);
  assert.equal(close?.isMain, false);
  assert.equal(transitionsFrom("published")[0]?.isMain, true);
});

test("every state has a label and a tone", () => {
  assert.equal(stateLabel("adjourned"), "Tạm nghỉ");
  assert.equal(stateClass("open"), "tag tag--live");
  assert.equal(stateClass("draft"), "tag");
});
