import assert from "node:assert/strict";
import test from "node:test";
import { nextStep, otherStep } from "../../../static/js/meetings/next_step.js";

const ITEMS = [
  { id: 1, number: "1", title: "Khai mạc", kind: "opening", presenter: "" },
  { id: 2, number: "2", title: "Báo cáo", kind: "report", presenter: "Lò Văn Pá" },
  { id: 3, number: "3", title: "Giải lao", kind: "break", presenter: "" },
  { id: 4, number: "4", title: "Thảo luận", kind: "discussion", presenter: "" },
  { id: 5, number: "5", title: "Nghị quyết", kind: "resolution", presenter: "" },
];
const AN = { request_id: 7, name: "Nguyễn Văn An", position: "Bí thư", unit: "Xã Ba" };
const BINH = { request_id: 8, name: "Trần Thị Bình", position: "", unit: "Xã Tư" };

/** @param {any} [changed] */
const state = ({ at = null, meeting = "open", ...more } = {}) => ({
  meeting: { state: meeting },
  live: { item_id: at },
  items: ITEMS,
  ...more,
});
/** @param {any} floor */
const floor = (floor) => ({
  floor: { speaking: null, interrupted: null, next: [], question: null, ...floor },
});
/** @param {any} changed */
const vote = (changed) => ({
  id: 5,
  title: "Nghị quyết",
  state: "draft",
  item_id: 2,
  cast: null,
  eligible: 40,
  result: null,
  ...changed,
});
/** @param {any} found @param {any} expected */
const has = (found, expected) => {
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(found?.[name], value, name);
  }
};

test("a meeting that is written or closed has no next step here", () => {
  assert.equal(nextStep(state({ meeting: "draft" })), null);
  assert.equal(nextStep(state({ meeting: "closed" })), null);
  assert.equal(nextStep({ ...state(), items: [] }), null);
});

test("a published one is opened, asked once and with the quorum", () => {
  const open = { kind: "change_state", state: "open", label: "Khai mạc" };
  has(nextStep(state({ meeting: "published" })), open);
  const quorum = { present: 20, needed: 30, of: 45, is_reached: false };
  const short = nextStep(state({ meeting: "published" }), quorum);
  has(short, { ...open, isWarning: true });
  assert.match(short?.question?.text ?? "", /Chưa đủ túc số: có mặt 20\/45, cần 30/);
  const enough = { ...quorum, present: 30, is_reached: true };
  const reached = nextStep(state({ meeting: "published" }), enough);
  has(reached, { isWarning: false, note: "Đủ túc số: có mặt 30/45, cần 30" });
});

test("an adjourned one is resumed without a question, whatever else waits", () => {
  const found = nextStep(state({ meeting: "adjourned", ...floor({ next: [AN] }) }));
  has(found, { kind: "change_state", state: "open", label: "Họp tiếp" });
  assert.equal(found?.question, undefined);
});

test("items are called one after another, with what the presser sees", () => {
  has(nextStep(state()), { kind: "call_item", item_id: 1, instead_of: null });
  has(nextStep(state({ at: 1 })), {
    kind: "call_item",
    item_id: 2,
    instead_of: 1,
    label: "Chuyển sang: 2. Báo cáo",
    note: "Trình bày: Lò Văn Pá",
  });
});

test("a break adjourns; after it the next item comes", () => {
  has(nextStep(state({ at: 2 })), { kind: "take_break", item_id: 3, instead_of: 2 });
  has(nextStep(state({ at: 3 })), { kind: "call_item", item_id: 4 });
});

test("after the last item the meeting is ended, asked once", () => {
  const end = nextStep(state({ at: 5 }));
  has(end, { kind: "change_state", state: "closed", label: "Kết thúc hội nghị" });
  assert.equal(end?.question?.isDestructive, true);
});

test("the first who waits is invited, instead of who speaks", () => {
  const waiting = { kind: "give_floor", label: "Mời đồng chí Nguyễn Văn An phát biểu" };
  const first = nextStep(state({ at: 4, ...floor({ next: [AN, BINH] }) }));
  has(first, { ...waiting, request_id: 7, instead_of: null, note: "Bí thư, Xã Ba" });
  const second = nextStep(state({ at: 1, ...floor({ speaking: BINH, next: [AN] }) }));
  has(second, { ...waiting, instead_of: 8 });
  assert.equal(second?.question, undefined);
});

test("the last speaker ends", () => {
  const found = nextStep(state({ at: 1, ...floor({ speaking: AN }) }));
  has(found, { kind: "end_speech", request_id: 7 });
  const idle = nextStep(state({ at: 1, ...floor({}) }));
  has(idle, { kind: "call_item", item_id: 2 });
});

test("after a point of order the interrupted speaker goes on", () => {
  const order = floor({ speaking: BINH, interrupted: AN, next: [BINH] });
  has(nextStep(state({ at: 1, ...order })), {
    kind: "return_floor",
    request_id: 7,
    label: "Mời đồng chí Nguyễn Văn An phát biểu tiếp",
  });
});

test("a question is answered, followed up and closed before the queue goes on", () => {
  const step = (/** @type {string} */ stage) =>
    nextStep(
      state({
        at: 1,
        ...floor({ question: { id: 3, stage, respondent: BINH }, next: [AN] }),
      }),
    );
  const answer = { kind: "step_question", question_id: 3, stage: "answering" };
  has(step("asked"), {
    ...answer,
    label: "Mời đồng chí Trần Thị Bình trả lời chất vấn",
  });
  has(step("follow_up"), answer);
  has(step("answering"), { kind: "step_question", stage: "closed" });
});

test("the vote of the item is opened after the speakers", () => {
  const votes = [vote({ id: 4, item_id: 9 }), vote({})];
  const opened = nextStep(state({ at: 2, votes }));
  has(opened, { kind: "open_vote", vote_id: 5, label: "Mở biểu quyết: Nghị quyết" });
  assert.equal(opened?.question, undefined, "the panel asks, with what it depends on");
  const inDiscussion = [vote({ item_id: 4 })];
  const waiting = state({ at: 4, votes: inDiscussion, ...floor({ next: [AN] }) });
  has(nextStep(waiting), { kind: "give_floor" });
  has(nextStep(state({ at: 1, votes })), { kind: "call_item" });
});

test("an open vote is closed before anything else", () => {
  const votes = [vote({ state: "open", cast: 31 })];
  const close = nextStep(state({ at: 2, votes, ...floor({ next: [AN] }) }));
  has(close, { kind: "close_vote", vote_id: 5, note: "Đã có 31/40 phiếu" });
  const uncounted = nextStep(state({ at: 2, votes: [vote({ state: "open" })] }));
  has(uncounted, { kind: "close_vote", note: "" });
});

test("a closed vote is announced once it is counted", () => {
  const counted = [vote({ state: "closed", result: { passed: true } })];
  has(nextStep(state({ at: 2, votes: counted })), {
    kind: "announce_vote",
    vote_id: 5,
  });
  const uncounted = nextStep(state({ at: 2, votes: [vote({ state: "closed" })] }));
  has(uncounted, { kind: "show", tab: "voting" });
});

test("announced and cancelled votes leave the agenda to go on", () => {
  const votes = [vote({ state: "announced" }), vote({ state: "cancelled" })];
  has(nextStep(state({ at: 2, votes })), { kind: "take_break" });
});

test("a rehearsal is opened by hand, and says so", () => {
  const draft = [vote({ is_rehearsal: true })];
  has(nextStep(state({ at: 2, votes: draft })), { kind: "take_break" });
  const votes = [vote({ is_rehearsal: true, state: "open" })];
  const { label = "" } = nextStep(state({ at: 2, votes })) ?? {};
  assert.match(label, /biểu quyết thử/);
});

test("who asked early waits until speeches are due, but not with a point of order", () => {
  const waiting = (/** @type {any} */ first) =>
    state({ at: 1, ...floor({ next: [first] }) });
  has(nextStep(waiting(AN)), { kind: "call_item" });
  has(nextStep(waiting({ ...AN, kind: "point_of_order" })), { kind: "give_floor" });
});

test("beside the next step stands the other one: the agenda, or who waits", () => {
  has(otherStep(state({ at: 1, ...floor({ next: [AN] }) })), { kind: "give_floor" });
  has(otherStep(state({ at: 4, ...floor({ next: [AN] }) })), {
    kind: "call_item",
    item_id: 5,
  });
  has(otherStep(state({ at: 4, ...floor({ speaking: AN }) })), { kind: "call_item" });
  has(otherStep(state({ at: 2, votes: [vote({})] })), { kind: "take_break" });
  assert.equal(otherStep(state({ at: 1 })), null);
  assert.equal(otherStep(state({ at: 5, ...floor({ speaking: AN }) })), null);
  const voting = state({ at: 2, votes: [vote({ state: "open" })] });
  assert.equal(otherStep(voting), null);
  assert.equal(otherStep(state({ meeting: "adjourned" })), null);
});

test("an election that ended in a tie is held again before the agenda goes on", () => {
  const change = { state: "announced", kind: "election", result: { tie: [3, 4] } };
  const votes = [vote(change)];
  const step = nextStep(state({ at: 2, votes }));
  has(step, { kind: "repeat_vote", vote_id: 5 });
  assert.match(step?.label ?? "", /vòng hai: Nghị quyết/);
  const second = vote({ id: 6, previous_id: 5, state: "announced", kind: "election" });
  has(nextStep(state({ at: 2, votes: [...votes, second] })), { kind: "take_break" });
  const draft = { ...second, state: "draft" };
  has(nextStep(state({ at: 2, votes: [...votes, draft] })), {
    kind: "open_vote",
    vote_id: 6,
  });
  for (const other of [{ item_id: 1 }, { is_rehearsal: true }, { kind: "open" }]) {
    const elsewhere = [vote({ ...change, ...other })];
    has(nextStep(state({ at: 2, votes: elsewhere })), { kind: "take_break" });
  }
});
