import assert from "node:assert/strict";
import test from "node:test";
import {
  apply,
  withEventOnlyFields,
} from "../../../static/js/live/snapshot_reducer.js";

/** @returns {any} */
const state = () => ({
  n: 10,
  items: [{ id: 3 }],
  documents: [{ id: 7 }],
  live: { item_id: null, document_id: null, page: 1, hidden: false, leader: null },
});
/** @returns {any} */
const turned = (fields = {}) => ({
  n: 11,
  kind: "page_turned",
  item_id: 3,
  document_id: 7,
  page: 4,
  ...fields,
});
const next = (/** @type {any} */ event) => /** @type {any} */ (apply(state(), event));

test("a page turn changes the live page and the number", () => {
  const after = next(turned());
  assert.equal(after.n, 11);
  assert.equal(after.live.document_id, 7);
  assert.equal(after.live.page, 4);
});

test("what is already in the state is old", () => {
  assert.equal(next(turned({ n: 10 })), "old");
  assert.equal(next(turned({ n: 3 })), "old");
});

test("a gap needs the snapshot", () => {
  assert.equal(next(turned({ n: 12 })), "unknown");
});

test("an event meant for others only counts", () => {
  const after = next({ n: 11 });
  assert.equal(after.n, 11);
  assert.deepEqual(after.live, state().live);
});

test("a message may stand for several events, wherever among them the screen is", () => {
  for (const after of [8, 10]) {
    assert.equal(next({ n: 14, after }).n, 14);
    assert.equal(next(turned({ n: 14, after })).live.page, 4);
  }
  assert.equal(next({ n: 14, after: 11 }), "unknown");
  assert.equal(next({ n: 10, after: 7 }), "old");
});

test("a page of an unknown document needs the snapshot", () => {
  assert.equal(next(turned({ document_id: 99 })), "unknown");
});

test("a hidden page clears the last one", () => {
  const shown = next(turned());
  const after = /** @type {any} */ (apply(shown, { n: 12, kind: "page_hidden" }));
  assert.equal(after.live.document_id, null);
  assert.equal(after.live.hidden, true);
});

test("a called item starts its timer; an unknown one needs the snapshot", () => {
  const at = "2026-11-23T01:00:00+00:00";
  const called = { n: 11, kind: "item_called", item_id: 3, started_at: at };
  assert.equal(next(called).live.item_started_at, at);
  assert.equal(next({ ...called, item_id: 99 }), "unknown");
  assert.equal(next({ ...called, item_id: null }).live.item_id, null);
});

test("notes that followed a paper cost no snapshot", () => {
  const carried = next({ n: 11, kind: "annotations_carried", document_id: 5 });
  assert.deepEqual(carried, { ...state(), n: 11, carried: 11 });
});

test("an event whose effect is only in the snapshot needs it", () => {
  assert.equal(next({ n: 11, kind: "lead_given", leader_id: 5 }), "unknown");
  assert.equal(next({ n: 11, kind: "not_yet_invented" }), "unknown");
});

test("the state before is left as it was", () => {
  const before = state();
  apply(before, turned());
  assert.deepEqual(before, state());
});

test("a snapshot that leaps over events counts as news of what events alone tell", () => {
  const before = { ...state(), opinions: 4, carried: 5 };
  const after = (/** @type {number} */ n) =>
    withEventOnlyFields({ ...state(), n }, before);
  assert.deepEqual([after(12).opinions, after(12).carried], [12, 12]);
  assert.deepEqual([after(11).opinions, after(11).carried], [4, 5]);
  assert.deepEqual([after(10).opinions, after(10).carried], [4, 5]);
});

test("the first snapshot counts as news", () => {
  const first = withEventOnlyFields(state(), null);
  assert.deepEqual([first.opinions, first.carried], [10, 10]);
});

test("an announcement to one site costs no other screen a snapshot", () => {
  const before = { ...state(), announcements: [], site_announcements: [] };
  const made = {
    n: 11,
    kind: "announcement_made",
    announcement_id: 3,
    site_id: /** @type {number | null} */ (7),
  };
  const after = /** @type {any} */ (apply(before, made));
  assert.deepEqual(after.site_announcements, [{ id: 3, site_id: 7 }]);
  assert.equal(after.n, 11);
  const withdrawn = { ...made, n: 12, kind: "announcement_withdrawn" };
  const last = /** @type {any} */ (apply(after, withdrawn));
  assert.deepEqual([last.n, last.site_announcements], [12, []]);
  // To all, and on the screens of those who announce, its text is in the snapshot.
  assert.equal(apply(before, { ...made, site_id: null }), "unknown");
  assert.equal(apply({ ...before, announcements_made: [] }, made), "unknown");
});

test("a service call is fetched by the desk only", () => {
  const event = { n: 11, kind: "service_call_changed", call_id: 2 };
  assert.deepEqual(next(event), { ...state(), n: 11 });
  const desk = /** @type {any} */ ({ ...state(), calls: [] });
  assert.equal(apply(desk, event), "unknown");
});

test("events of consultations change nothing but the number", () => {
  for (const name of ["answered", "changed", "closed", "opened"]) {
    const event = { n: 11, kind: `consultation_${name}`, consultation_id: 4 };
    assert.deepEqual(next(event), { ...state(), n: 11 });
  }
});
