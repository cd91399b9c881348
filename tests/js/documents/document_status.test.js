import assert from "node:assert/strict";
import test from "node:test";
import { documentsAhead } from "../../../static/js/documents/processing_queue.js";
import {
  isProcessing,
  canDelete,
  canPublish,
  canReissue,
  documentStatus,
  publishableDocuments,
  documentRemarks,
  neighbourPosition,
  withdrawalText,
} from "../../../static/js/documents/document_status.js";

const paper = (/** @type {object} */ fields = {}) =>
  /** @type {any} */ ({
    id: 1,
    item_id: 7,
    state: "ready",
    publication: "draft",
    page_count: 200,
    pages_ready: 200,
    version: 1,
    replaces_id: null,
    ...fields,
  });

test("every state has its words", () => {
  const said = [
    paper({ state: "waiting" }),
    paper({ state: "converting" }),
    paper({ state: "rendering", pages_ready: 12 }),
    paper(),
    paper({ publication: "published" }),
    paper({ publication: "withdrawn" }),
    paper({ state: "refused" }),
  ].map((one) => documentStatus(one).text);
  assert.deepEqual(said, [
    "Chờ xử lý",
    "Đang chuyển thành trang",
    "Đang xử lý trang 12/200",
    "Sẵn sàng, chưa phát hành",
    "Đã phát hành",
    "Đã thu hồi",
    "Bị từ chối",
  ]);
});

test("who waits is told how many come before", () => {
  const states = ["waiting", "checked", "converting", "waiting", "checked", "ready"];
  const all = states.map((state, at) => paper({ id: at + 1, state })).reverse();
  const ahead = documentsAhead(all);
  assert.deepEqual(
    [...ahead],
    [
      [1, 0],
      [2, 0],
      [4, 1],
      [5, 2],
    ],
  );
  const said = all.map((one) => documentStatus(one, ahead.get(one.id)).text);
  assert.deepEqual(said.reverse(), [
    "Chờ xử lý",
    "Chờ chuyển thành trang",
    "Đang chuyển thành trang",
    "Chờ xử lý, sau 1 tài liệu khác",
    "Chờ chuyển thành trang, sau 2 tài liệu khác",
    "Sẵn sàng, chưa phát hành",
  ]);
});

test("only a paper on an item, with pages to read, is published", () => {
  assert.equal(canPublish(paper()), true);
  assert.equal(canPublish(paper({ publication: "withdrawn" })), true);
  assert.equal(canPublish(paper({ item_id: null })), false);
  assert.equal(canPublish(paper({ state: "rendering", pages_ready: 0 })), false);
  assert.equal(canPublish(paper({ state: "rendering", pages_ready: 1 })), true);
  assert.equal(publishableDocuments([paper({ state: "rendering" })]).length, 0);
  assert.equal(canPublish(paper({ publication: "published" })), false);
});

test("publishing all leaves out what was taken back on purpose", () => {
  const all = [paper(), paper({ id: 2, publication: "withdrawn" })];
  assert.deepEqual(
    publishableDocuments(all).map(({ id }) => id),
    [1],
  );
});

test("what has once been published is not deleted", () => {
  assert.equal(canDelete(paper()), true);
  assert.equal(canDelete(paper({ publication: "withdrawn" })), false);
  assert.equal(canDelete(paper({ publication: "published" })), false);
});

test("work is over when it is ready or refusalText", () => {
  assert.equal(isProcessing(paper({ state: "converting" })), true);
  assert.equal(isProcessing(paper()), false);
  assert.equal(isProcessing(paper({ state: "refused" })), false);
});

test("a step moves a paper among those of its item only", () => {
  const all = [
    paper(),
    paper({ id: 2 }),
    paper({ id: 3 }),
    paper({ id: 9, item_id: 8 }),
  ];
  assert.deepEqual(neighbourPosition(all, all[2], -1), { item: 7, after: 1 });
  assert.deepEqual(neighbourPosition(all, all[1], -1), { item: 7, after: null });
  assert.deepEqual(neighbourPosition(all, all[0], 1), { item: 7, after: 2 });
  assert.equal(neighbourPosition(all, all[0], -1), null);
  assert.equal(neighbourPosition(all, all[2], 1), null);
  assert.equal(neighbourPosition(all, all[3], 1), null);
});

test("a paper that bears a stamp of secrecy may only be deleted", () => {
  const stamped = { secrecy_stamp: "TỐI MẬT", secrecy_page: 3 };
  assert.equal(canPublish(paper(stamped)), false);
  assert.equal(publishableDocuments([paper(stamped)]).length, 0);
  assert.equal(canDelete(paper({ ...stamped, publication: "withdrawn" })), true);
  assert.equal(documentStatus(paper(stamped)).tone, "error");
  const [said] = documentRemarks(paper(stamped));
  assert.equal(said.isSevere, true);
  assert.match(said.text, /Trang 3 có dấu “TỐI MẬT”/);
});

test("a scan says how far its reading is and what is wrong with it", () => {
  const counts = { pages_recognised: 12, pages_to_recognise: 60 };
  const say = (/** @type {object} */ fields) =>
    documentRemarks(paper({ ...counts, ...fields })).map(({ text }) => text);
  assert.deepEqual(say({ recognition: "running" }), ["Đang nhận dạng chữ 12/60"]);
  assert.deepEqual(say({ recognition: "stopped" }), ["Đã dừng nhận dạng chữ 12/60"]);
  assert.deepEqual(say({ recognition: "done" }), []);
  assert.deepEqual(say({ recognition: "partly" }), [
    "Có trang không nhận dạng được chữ.",
  ]);
  assert.deepEqual(say({ recognition: "", low_dpi: 110, blank_pages: 2 }), [
    "Bản quét thô (110 dpi), chữ có thể sai. Nên quét lại ở 300 dpi.",
    "Có 2 trang trống.",
  ]);
});

const FILE_REMARKS = ["changes", "comments", "old_fonts", "no_printing"];

test("what a file had besides its pages, or forbids, is told", () => {
  const said = documentRemarks(paper({ paper_remarks: FILE_REMARKS }));
  assert.deepEqual(
    said.map(({ text }) => text.split(":")[0]),
    [
      "Tệp có sửa đổi được theo dõi",
      "Tệp có nhận xét",
      "Tệp dùng phông chữ cũ (TCVN3, VNI)",
      "Tệp PDF không cho phép in",
    ],
  );
  assert.deepEqual(documentRemarks(paper()), []);
});

test("pages that a machine was not sure of are named, and the rest counted", () => {
  const of = (/** @type {[number, number][]} */ unsure_pages) =>
    documentRemarks(paper({ unsure_pages })).map(({ text }) => text);
  assert.deepEqual(of([[7, 62]]), ["Trang 7: máy đọc không chắc (62 %)"]);
  const many = of([1, 2, 3, 4, 5].map((page) => [page, 50 + page]));
  assert.equal(many.length, 4);
  assert.equal(many[3], "Còn 2 trang nữa máy đọc không chắc.");
  assert.deepEqual(of([]), []);
});

test("a new version is published whole, and says what becomes of the old", () => {
  const version = { version: 2, replaces_id: 9 };
  const half = { state: "rendering", pages_ready: 3 };
  assert.equal(canPublish(paper({ ...half })), true);
  assert.equal(canPublish(paper({ ...half, ...version })), false);
  assert.equal(canPublish(paper(version)), true);
  assert.match(documentRemarks(paper(version))[0]?.text ?? "", /thay bản trước/);
  const refusalText = paper({ ...version, state: "refused" });
  assert.match(documentRemarks(refusalText)[0]?.text ?? "", /Bản trước vẫn giữ nguyên/);
  assert.deepEqual(
    documentRemarks(paper({ ...version, publication: "published" })),
    [],
  );
});

test("only what delegates read is issued anew from its line", () => {
  assert.equal(canReissue(paper({ publication: "published" })), true);
  assert.equal(canReissue(paper()), false);
  const secret = { publication: "published", secrecy_stamp: "MẬT" };
  assert.equal(canReissue(paper(secret)), false);
});

test("taking a later version back says that the earlier ones go too", () => {
  assert.doesNotMatch(withdrawalText(paper({ title: "A" })), /bản trước/);
  assert.match(withdrawalText(paper({ title: "A", version: 2 })), /bản trước/);
});
