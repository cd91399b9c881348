import assert from "node:assert/strict";
import test from "node:test";
import {
  positionInNewest,
  pageInNewVersion,
  lastPageInEarlierVersion,
} from "../../../static/js/documents/versions.js";
import { Bookmarks } from "../../../static/js/documents/navigation/bookmarks.js";
import { FollowerView } from "../../../static/js/pagesync/follower_view.js";

/** Paper 1 was replaced by 2, and that by 3; page 2 was put in both times. */
const state = /** @type {any} */ ({
  documents: [{ id: 3, page_count: 6 }],
  replaced: [
    {
      id: 1,
      replaced_by: 3,
      page_runs: [
        [1, 1, 1],
        [2, 4, 3],
      ],
    },
    {
      id: 2,
      replaced_by: 3,
      page_runs: [
        [1, 1, 1],
        [2, 3, 4],
      ],
    },
  ],
  live: { document_id: null, page: 1, hidden: false, leader: null },
});

test("every page leads somewhere, as on the server", () => {
  /** @type {[number, number, number][]} */
  const runs = [
    [1, 1, 1],
    [2, 3, 1],
    [4, 5, 1],
    [5, 7, 1],
  ];
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map((page) => pageInNewVersion(runs, page, 9)),
    [1, 3, 4, 5, 7, 8, 9],
  );
  assert.equal(pageInNewVersion(runs, 7, 7), 7);
  assert.equal(pageInNewVersion([], 5, 3), 3);
  assert.equal(pageInNewVersion([[3, 2, 1]], 1, 9), 1);
  assert.equal(pageInNewVersion([[3, 2, 2]], 2, 9), 2);
});

test("a position in a replaced paper leads to the newest version", () => {
  assert.deepEqual(positionInNewest(state, { document: 1, page: 3 }), {
    document: 3,
    page: 5,
  });
  assert.equal(positionInNewest(state, { document: 3, page: 3 }), null);
  assert.equal(positionInNewest(state, null), null);
  assert.equal(positionInNewest(null, { document: 1, page: 3 }), null);
});

test("a new version opens where the last one was left", () => {
  const left =
    (/** @type {Record<number, number>} */ pages) => (/** @type {number} */ id) =>
      pages[id] ?? 0;
  assert.equal(lastPageInEarlierVersion(state, 3, left({ 1: 2, 2: 4 })), 5);
  assert.equal(lastPageInEarlierVersion(state, 3, left({ 1: 2 })), 4);
  assert.equal(lastPageInEarlierVersion(state, 3, left({})), 0);
  assert.equal(lastPageInEarlierVersion(state, 7, left({ 1: 2 })), 0);
});

test("marks go along with their pages, and none stands twice", () => {
  /** @type {Record<string, any>} */
  const kept = {
    bookmarks: [
      { document: 1, page: 2 },
      { document: 2, page: 3 },
      { document: 9, page: 1 },
    ],
  };
  const memory = {
    read: (/** @type {string} */ name) => kept[name],
    write: (/** @type {string} */ name, /** @type {unknown} */ value) => {
      kept[name] = value;
    },
  };
  const marks = new Bookmarks(memory);
  marks.moveOn((position) => positionInNewest(state, position));
  assert.deepEqual(kept.bookmarks, [
    { document: 3, page: 4 },
    { document: 9, page: 1 },
  ]);
});

test("who reads alone keeps a replaced paper open; a withdrawn one he does not", () => {
  const following = new FollowerView(1);
  following.update({ ...state, documents: [{ id: 1 }], replaced: [] });
  following.choose({ document: 1, page: 3 });
  following.update(state);
  assert.deepEqual(following.showing, {
    kind: "page",
    position: { document: 1, page: 3 },
  });
  following.update({ ...state, replaced: [] });
  assert.equal(following.showing.kind, "withdrawn");
});
