import assert from "node:assert/strict";
import test from "node:test";
import { PaintReporter } from "../../../static/js/pagesync/paint_reporter.js";

function make() {
  /** @type {import("../../../static/js/live/messages.js").Shown[]} */
  const said = [];
  const witness = new PaintReporter((report) => said.push(report));
  return { witness, last: () => said.at(-1) };
}
/** @returns {import("../../../static/js/pagesync/follower_view.js").ScreenContent} */
const page = (/** @type {number} */ number) => ({
  kind: "page",
  position: { document: 5, page: number },
});

test("a page is reported when it is painted, in either order of events", () => {
  for (const isPaintedFirst of [true, false]) {
    const { witness, last } = make();
    if (isPaintedFirst) witness.onPainted({ document: 5, page: 12 });
    witness.expect(57, "following", page(12));
    if (!isPaintedFirst) {
      assert.deepEqual(last(), { n: 0, document: null, page: 0, mode: "following" });
      witness.onPainted({ document: 5, page: 12 });
    }
    assert.deepEqual(last(), { n: 57, document: 5, page: 12, mode: "following" });
  }
});

test("while the image loads, the previous page is reported", () => {
  const { witness, last } = make();
  witness.expect(57, "following", page(12));
  witness.onPainted({ document: 5, page: 12 });
  witness.expect(58, "following", page(13));
  assert.deepEqual(last(), { n: 57, document: 5, page: 12, mode: "following" });
  witness.onPainted({ document: 5, page: 13 });
  assert.deepEqual(last(), { n: 58, document: 5, page: 13, mode: "following" });
});

test("a fact without a page turn advances the number at once", () => {
  const { witness, last } = make();
  witness.expect(57, "following", page(12));
  witness.onPainted({ document: 5, page: 12 });
  witness.expect(60, "following", page(12));
  assert.equal(last()?.n, 60);
});

test("a page left and reopened is reported only when painted again", () => {
  const { witness, last } = make();
  witness.expect(57, "following", page(12));
  witness.onPainted({ document: 5, page: 12 });
  witness.expect(58, "following", page(13));
  witness.expect(59, "following", page(12));
  assert.equal(last()?.n, 57);
  witness.onPainted({ document: 5, page: 12 });
  assert.equal(last()?.n, 59);
});

test("without a page to show, nothing is reported at the newest number", () => {
  const { witness, last } = make();
  witness.expect(57, "following", { kind: "hidden" });
  assert.deepEqual(last(), { n: 57, document: null, page: 0, mode: "following" });
});

test("reading alone and leading are reported", () => {
  const { witness, last } = make();
  witness.expect(57, "alone", page(3));
  witness.onPainted({ document: 5, page: 3 });
  assert.equal(last()?.mode, "alone");
  witness.expect(58, "leading", page(3));
  assert.equal(last()?.mode, "leading");
});

test("a hidden browser is reported asleep, and reports its page when visible", () => {
  const { witness, last } = make();
  witness.expect(57, "alone", page(3));
  witness.onPainted({ document: 5, page: 3 });
  witness.onVisibility(true);
  assert.deepEqual(last(), { n: 57, document: 5, page: 3, mode: "asleep" });
  witness.expect(58, "alone", page(3));
  assert.equal(last()?.mode, "asleep");
  witness.onVisibility(false);
  assert.deepEqual(last(), { n: 58, document: 5, page: 3, mode: "alone" });
});

test("a hidden browser without state reports nothing", () => {
  const { witness, last } = make();
  witness.onVisibility(true);
  assert.equal(last(), undefined);
});
