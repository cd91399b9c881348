import assert from "node:assert/strict";
import test from "node:test";
import { withoutDocuments } from "../../../static/js/live/snapshot_reducer.js";
import { FollowerView } from "../../../static/js/pagesync/follower_view.js";
import { LeaderView } from "../../../static/js/pagesync/leader_view.js";

const ME = 7;
const papers = [{ id: 1 }, { id: 2 }];
/** @returns {any} */
const state = (live = {}, documents = papers) => ({
  n: 1,
  documents,
  live: { document_id: 1, page: 4, hidden: false, leader: null, ...live },
});
const page = (/** @type {number} */ document, /** @type {number} */ number) => ({
  kind: "page",
  position: { document, page: number },
});

function following(saved = null) {
  const made = new FollowerView(ME, saved);
  made.update(state());
  return made;
}

test("the initial mode is following, with the chair's page", () => {
  const tablet = following();
  assert.equal(tablet.mode, "following");
  assert.deepEqual(tablet.showing, page(1, 4));
  tablet.update(state({ document_id: 2, page: 9 }));
  assert.deepEqual(tablet.showing, page(2, 9));
});

test("before the first state there is nothing to show", () => {
  assert.deepEqual(new FollowerView(ME).showing, { kind: "nothing" });
});

test("a manual turn leaves following; the chair's turns then have no effect", () => {
  const tablet = following();
  assert.equal(tablet.choose({ document: 1, page: 5 }), "alone");
  assert.equal(tablet.mode, "alone");
  tablet.update(state({ page: 12 }));
  assert.deepEqual(tablet.showing, page(1, 5));
  assert.deepEqual(tablet.live, { document: 1, page: 12 });
});

test("going back follows the chair across documents", () => {
  const tablet = following();
  tablet.choose({ document: 2, page: 30 });
  tablet.update(state({ page: 12 }));
  tablet.back();
  assert.equal(tablet.mode, "following");
  assert.deepEqual(tablet.showing, page(1, 12));
});

test("reading alone survives a reload, and so does following", () => {
  const before = following();
  before.choose({ document: 2, page: 3 });
  const after = following(/** @type {any} */ (before.saved));
  assert.equal(after.mode, "alone");
  assert.deepEqual(after.showing, page(2, 3));
  before.back();
  assert.equal(following(/** @type {any} */ (before.saved)).mode, "following");
});

test("a page not visible to this role is shown as hidden", () => {
  const tablet = following();
  tablet.update(state({ document_id: null, hidden: true }));
  assert.deepEqual(tablet.showing, { kind: "hidden" });
  tablet.update(state({ page: 2 }));
  assert.deepEqual(tablet.showing, page(1, 2));
});

test("a tablet that was offline too long says so, not that the document was recalled", () => {
  const tablet = following();
  tablet.choose({ document: 1, page: 5 });
  tablet.update(withoutDocuments({ ...state(), replaced: [] }, () => true));
  assert.deepEqual(tablet.showing, { kind: "expired" });
  tablet.back();
  tablet.update(state());
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("a follower sees that the open document was withdrawn", () => {
  const tablet = following();
  tablet.update(state({ document_id: null, hidden: true }, [{ id: 2 }]));
  assert.deepEqual(tablet.showing, { kind: "withdrawn" });
  tablet.update(state({ document_id: 2, page: 1 }, [{ id: 2 }]));
  assert.deepEqual(tablet.showing, page(2, 1));
});

test("withdrawal of the document read alone keeps the mode", () => {
  const tablet = following();
  tablet.choose({ document: 2, page: 3 });
  tablet.update(state({}, [{ id: 1 }]));
  assert.equal(tablet.mode, "alone");
  assert.deepEqual(tablet.showing, { kind: "withdrawn" });
  assert.equal(tablet.saved.own, null);
  tablet.choose({ document: 1, page: 1 });
  assert.deepEqual(tablet.showing, page(1, 1));
});

test("withdrawal of another document changes nothing", () => {
  const tablet = following();
  tablet.update(state({}, [{ id: 1 }]));
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("a leader's turn is requested and shown at once", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME, name: "Uyển" } }));
  assert.equal(tablet.mode, "leading");
  assert.equal(tablet.choose({ document: 1, page: 5 }), "ask");
  assert.deepEqual(tablet.showing, page(1, 5));
  tablet.update(state({ page: 5, leader: { id: ME, name: "Uyển" } }));
  assert.deepEqual(tablet.showing, page(1, 5));
});

test("a refused turn of the leader shows the true page again", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME, name: "Uyển" } }));
  tablet.choose({ document: 1, page: 5 });
  tablet.refused();
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("after the lead is taken back the tablet follows", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME, name: "Uyển" } }));
  tablet.choose({ document: 1, page: 5 });
  tablet.update(state());
  assert.equal(tablet.mode, "following");
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("another member's lead has no effect", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME + 1, name: "An" } }));
  assert.equal(tablet.mode, "following");
});

test("the chair leads until the lead is given away", () => {
  const chair = new LeaderView(1);
  chair.update(state());
  assert.equal(chair.mode, "leading");
  assert.equal(chair.choose(), "ask");
  chair.update(state({ leader: { id: ME, name: "Uyển" } }));
  assert.equal(chair.mode, "following");
  assert.equal(chair.choose(), "refused");
  chair.update(state({ leader: { id: 1, name: "Khương" } }));
  assert.equal(chair.mode, "leading");
});

test("the chair's screen turns only with the fact", () => {
  const chair = new LeaderView(1);
  chair.update(state());
  chair.choose();
  assert.deepEqual(chair.showing, page(1, 4));
});

test("the hall screen never leads, and shows a withdrawal", () => {
  const wall = new LeaderView(3, false);
  wall.update(state());
  assert.equal(wall.mode, "following");
  wall.update(state({ document_id: null, hidden: true }, []));
  assert.deepEqual(wall.showing, { kind: "withdrawn" });
});

test("a leader moves to the new version despite a pending request", () => {
  const leader = { id: ME, name: "Me" };
  for (const wanted of [4, 5]) {
    const tablet = new FollowerView(ME);
    tablet.update(state({ leader }));
    assert.equal(tablet.choose({ document: 1, page: wanted }), "ask");
    assert.deepEqual(tablet.showing, page(1, wanted));
    tablet.update({
      ...state({ leader, document_id: 2, page: 6 }, [{ id: 2 }]),
      replaced: [{ id: 1 }],
    });
    assert.deepEqual(tablet.showing, page(2, 6));
  }
});
