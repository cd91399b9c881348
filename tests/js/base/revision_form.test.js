import assert from "node:assert/strict";
import test from "node:test";
import { RevisionForm } from "../../../static/js/base/revision_form.js";

/** An element that keeps its children and draws nothing. */
const element = () => ({
  children: /** @type {any[]} */ ([]),
  append() {},
  remove() {},
  scrollIntoView() {},
  setAttribute() {},
  addEventListener() {},
  replaceChildren(/** @type {any[]} */ ...children) {
    this.children = children;
  },
});

const plain = (/** @type {string} */ label) => ({
  label,
  format: (/** @type {string} */ value) => value,
});

class TestForm extends RevisionForm {
  /** @type {any[]} */
  shown = [];
  /** @type {any[]} */
  sent = [];
  /** @type {any[]} what the server answers, in turn: an error or a revision */
  answers = [];

  /** @override */
  get labels() {
    return { title: plain("Tên"), place: plain("Nơi") };
  }

  /** @override @param {any} values */
  showFields(values) {
    this.shown.push({ ...values });
  }

  /** @override @param {any} values @param {number} revision */
  async send(values, revision) {
    this.sent.push({ ...values, revision });
    const answer = this.answers.shift();
    if (typeof answer !== "number") throw answer;
    this.saved(answer);
  }
}

const changedBy = (/** @type {string} */ by, /** @type {object} */ theirs) => ({
  code: "changed_meanwhile",
  details: { theirs, revision: 2, changed_by: by },
});

/** @param {any[]} answers */
function openForm(...answers) {
  const form = new TestForm({ title: "Cũ", place: "Hội trường 1" }, 1);
  form.answers = answers;
  return form;
}

test.before(() => {
  const page = { createElement: element, getElementById: () => null };
  Object.assign(globalThis, { document: page });
});
test.beforeEach((/** @type {any} */ context) =>
  context.mock.timers.enable({ apis: ["setTimeout"] }),
);

test("what another changed in another field is merged and sent at once", async () => {
  const theirs = { title: "Cũ", place: "Hội trường 2" };
  const form = openForm(changedBy("Hà", theirs), 3);
  form.form.setFields({ title: "Mới" });
  await form.save();
  assert.deepEqual(form.sent, [
    { title: "Mới", place: "Hội trường 1", revision: 1 },
    { title: "Mới", place: "Hội trường 2", revision: 2 },
  ]);
  assert.equal(form.isDirty(), false);
  assert.equal(form.form.revision, 3);
});

test("a conflict is shown, and nothing is sent before the choice", async () => {
  const theirs = { title: "Của Hà", place: "Hội trường 1" };
  const form = openForm(changedBy("Hà", theirs), 3);
  form.form.setFields({ title: "Của tôi" });
  await form.save();
  await form.save();
  assert.equal(form.sent.length, 1);
  assert.equal(form.notice.children.length, 1);
  assert.equal(form.form.mine.title, "Của tôi");
  form.form.keepMine();
  form.show();
  assert.equal(form.notice.children.length, 0);
  await form.save();
  assert.deepEqual(form.sent[1], { ...theirs, title: "Của tôi", revision: 2 });
});

test("another refusal leaves the input as it is", async () => {
  const form = openForm({ code: "wrong_value", message: "Không được" });
  form.form.setFields({ title: "Mới" });
  await form.save();
  assert.equal(form.form.mine.title, "Mới");
  assert.equal(form.isDirty(), true);
  assert.equal(form.sent.length, 1);
});

test("values received again are not shown again", () => {
  const form = openForm();
  const now = { title: "Cũ", place: "Hội trường 2" };
  form.receive(now, 2);
  form.receive(now, 2);
  assert.deepEqual(form.shown, [now]);
});

test("a new one begins from its first values", () => {
  const form = openForm();
  form.form.setFields({ title: "Mới" });
  form.restart({ title: "", place: "" });
  assert.equal(form.isDirty(), false);
  assert.deepEqual(form.shown, [{ title: "", place: "" }]);
});

test("a form whose thing is gone closes, but keeps unsaved input", () => {
  let closed = 0;
  const panel = /** @type {any} */ ({ closeNow: () => closed++ });
  const form = openForm();
  form.onGone(panel, "Đã xoá");
  assert.equal(closed, 1);
  form.form.setFields({ title: "Mới" });
  form.onGone(panel, "Đã xoá");
  assert.equal(closed, 1);
  assert.equal(form.notice.children.length, 1);
});
