import assert from "node:assert/strict";
import test from "node:test";
import { newlyAnnounced } from "../../../static/js/voting/result_sheet_controller.js";
import {
  countText,
  fullBar,
  verdictOf,
} from "../../../static/js/voting/result_view.js";
import { election, vote } from "./ballots.js";

const result = (more = {}) => ({
  base_counts: { summoned: 400, members: 0, present: 380, cast: 380 },
  rows: [],
  passed: true,
  valid: 380,
  invalid: 0,
  blank: 0,
  needed: 267,
  tie: [],
  elected: [],
  ...more,
});

test("a result is passed, not passed, or the chair's to decide", () => {
  const verdict = (/** @type {object} */ more) =>
    verdictOf(vote({ result: result(more) }));
  assert.equal(verdict({})?.text, "Được thông qua.");
  assert.equal(verdict({ passed: false })?.text, "Không được thông qua.");
  assert.equal(verdict({ passed: null })?.tone, "warn");
  assert.equal(verdictOf(vote()), null);
});

test("an election names who is elected, and a tie before", () => {
  const of = (/** @type {object} */ more) =>
    verdictOf(election({ result: result({ passed: null, ...more }) }));
  assert.equal(of({ elected: [1, 3] })?.text, "Trúng cử: Tán thành; Ý kiến khác.");
  const tied = of({ elected: [1], tie: [2, 3] });
  assert.match(tied?.text ?? "", /^Trúng cử: Tán thành. Bằng phiếu/);
  assert.equal(tied?.tone, "warn");
  assert.equal(of({})?.text, "Không ai trúng cử.");
});

test("numbers stand in digits and in words", () => {
  assert.equal(countText(345), "345 (ba trăm bốn mươi lăm)");
  assert.equal(countText(11_873).split(" ")[0], "11.873");
});

test("only what is announced while the page is open comes up", () => {
  const announced = vote({ state: "announced", result: result() });
  assert.equal(newlyAnnounced(new Map(), [announced]), null);
  assert.equal(newlyAnnounced(new Map([[7, "announced"]]), [announced]), null);
  assert.equal(newlyAnnounced(new Map([[7, "closed"]]), [announced]), announced);
});

test("a full bar is the base of the rule, or those present", () => {
  const of = (/** @type {string} */ base) =>
    fullBar(vote({ rule: { base } }), /** @type {any} */ (result()));
  assert.equal(of("summoned"), 400);
  assert.equal(of("cast"), 380);
  assert.equal(of("members"), 380);
});
