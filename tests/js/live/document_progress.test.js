import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../../../static/js/live/snapshot_reducer.js";

const paper = {
  id: 7,
  item_id: 1,
  title: "Báo cáo",
  file_name: "bao-cao.pdf",
  state: "rendering",
  publication: "draft",
  page_count: 200,
  pages_ready: 3,
  thumbnail: "ab",
  revision: 1,
};
const state = (/** @type {object} */ fields = {}) =>
  /** @type {any} */ ({ n: 10, documents: [{ ...paper, ...fields }, { id: 8 }] });
const event = (/** @type {object} */ fields = {}) =>
  /** @type {any} */ ({
    n: 11,
    kind: "document_progressed",
    document_id: 7,
    state: "rendering",
    pages_ready: 12,
    page_count: 200,
    ...fields,
  });

test("one more page needs no snapshot and changes no other document", () => {
  const before = state();
  const next = /** @type {any} */ (apply(before, event()));
  assert.equal(next.n, 11);
  assert.equal(next.documents[0].pages_ready, 12);
  assert.equal(next.documents[0].title, "Báo cáo");
  assert.equal(next.documents[1], before.documents[1]);
  assert.equal(before.documents[0].pages_ready, 3);
});

test("a final state needs the snapshot", () => {
  assert.equal(apply(state(), event({ state: "ready" })), "unknown");
  assert.equal(apply(state(), event({ state: "refused" })), "unknown");
  assert.equal(apply(state({ thumbnail: "" }), event()), "unknown");
  assert.equal(
    apply(state({ state: "refused" }), event({ pages_ready: 0 })),
    "unknown",
  );
  assert.equal(apply(state(), event({ document_id: 99 })), "unknown");
});

test("before the first page there is no thumbnail to wait for", () => {
  const waiting = state({ state: "waiting", thumbnail: "", pages_ready: 0 });
  const next = apply(waiting, event({ state: "converting", pages_ready: 0 }));
  assert.equal(/** @type {any} */ (next).documents[0].state, "converting");
});

test("a gap is a gap", () => {
  assert.equal(apply(state(), event({ n: 12 })), "unknown");
  assert.equal(apply(state(), event({ n: 10 })), "old");
});

test("scans that were read change the numbers and need no snapshot", () => {
  const read = event({
    kind: "document_recognised",
    recognition: "running",
    pages_recognised: 12,
    pages_to_recognise: 60,
  });
  const next = /** @type {any} */ (apply(state({ state: "ready" }), read));
  assert.equal(next.n, 11);
  assert.equal(next.documents[0].pages_recognised, 12);
  assert.equal(next.documents[0].recognition, "running");
  assert.equal(next.documents[0].state, "ready");
  assert.equal(apply(state(), { ...read, document_id: 99 }), "unknown");
  assert.equal(apply(state(), event({ kind: "document_text_ready" })), "unknown");
});
