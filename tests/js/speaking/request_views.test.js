/** Which requests take a text, and when a delegate's dialog is drawn anew. */

import assert from "node:assert/strict";
import test from "node:test";
import { takesText } from "../../../static/js/speaking/request_view.js";
import { RequestViews } from "../../../static/js/speaking/request_views.js";

const PAPERS = [{ id: 4, title: "Tham luận" }];

/** @param {object} [more] */
const request = (more) => ({
  id: 1,
  kind: "prepared_speech",
  topic: "",
  document_id: null,
  state: "waiting",
  place: 2,
  ...more,
});

test("the text of a prepared speech is chosen until its speaker is invited", () => {
  assert.ok(takesText(request()));
  assert.ok(takesText(request({ state: "skipped" })));
  assert.ok(!takesText(request({ state: "speaking" })));
  assert.ok(!takesText(request({ kind: "discussion" })));
});

test("another place or text draws no part anew, another state or paper does", () => {
  const views = new RequestViews({ withdraw: () => {}, attach: () => {} });
  const parts = (/** @type {object} */ more, papers = PAPERS) =>
    JSON.stringify(views.partsOf([request(more)], papers));
  assert.equal(parts({ place: 1, document_id: 4 }), parts({}));
  assert.notEqual(parts({ state: "speaking" }), parts({}));
  assert.notEqual(parts({}, []), parts({}));
  assert.equal(parts({ kind: "question" }, []), parts({ kind: "question" }));
});
