import assert from "node:assert/strict";
import test from "node:test";
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

test("everybody begins by following, and sees the chair's page", () => {
  const tablet = following();
  assert.equal(tablet.mode, "following");
  assert.deepEqual(tablet.showing, page(1, 4));
  tablet.update(state({ document_id: 2, page: 9 }));
  assert.deepEqual(tablet.showing, page(2, 9));
});

test("before the first state there is nothing to show", () => {
  assert.deepEqual(new FollowerView(ME).showing, { kind: "nothing" });
});

test("an own turn leaves the chair, whose turns then change nothing here", () => {
  const tablet = following();
  assert.equal(tablet.choose({ document: 1, page: 5 }), "alone");
  assert.equal(tablet.mode, "alone");
  tablet.update(state({ page: 12 }));
  assert.deepEqual(tablet.showing, page(1, 5));
  assert.deepEqual(tablet.live, { document: 1, page: 12 });
});

test("one button brings him back, across documents", () => {
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

test("a page not meant for this role is said to be hidden, not shown", () => {
  const tablet = following();
  tablet.update(state({ document_id: null, hidden: true }));
  assert.deepEqual(tablet.showing, { kind: "hidden" });
  tablet.update(state({ page: 2 }));
  assert.deepEqual(tablet.showing, page(1, 2));
});

test("a paper withdrawn under the follower's eyes is said to be withdrawn", () => {
  const tablet = following();
  tablet.update(state({ document_id: null, hidden: true }, [{ id: 2 }]));
  assert.deepEqual(tablet.showing, { kind: "withdrawn" });
  tablet.update(state({ document_id: 2, page: 1 }, [{ id: 2 }]));
  assert.deepEqual(tablet.showing, page(2, 1));
});

test("a paper withdrawn under one who reads alone leaves him alone, without it", () => {
  const tablet = following();
  tablet.choose({ document: 2, page: 3 });
  tablet.update(state({}, [{ id: 1 }]));
  assert.equal(tablet.mode, "alone");
  assert.deepEqual(tablet.showing, { kind: "withdrawn" });
  assert.equal(tablet.saved.own, null);
  tablet.choose({ document: 1, page: 1 });
  assert.deepEqual(tablet.showing, page(1, 1));
});

test("a paper withdrawn elsewhere disturbs nobody", () => {
  const tablet = following();
  tablet.update(state({}, [{ id: 1 }]));
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("who has the lead asks the server, and sees his turn under his finger", () => {
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

test("the lead taken back leaves the tablet following", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME, name: "Uyển" } }));
  tablet.choose({ document: 1, page: 5 });
  tablet.update(state());
  assert.equal(tablet.mode, "following");
  assert.deepEqual(tablet.showing, page(1, 4));
});

test("somebody else's lead is not mine", () => {
  const tablet = following();
  tablet.update(state({ leader: { id: ME + 1, name: "An" } }));
  assert.equal(tablet.mode, "following");
});

test("the chair leads until the lead is given, then only looks on", () => {
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

test("the chair's screen moves only when the fact has come", () => {
  const chair = new LeaderView(1);
  chair.update(state());
  chair.choose();
  assert.deepEqual(chair.showing, page(1, 4));
});

test("the hall screen never leads, and says when its paper was withdrawn", () => {
  const wall = new LeaderView(3, false);
  wall.update(state());
  assert.equal(wall.mode, "following");
  wall.update(state({ document_id: null, hidden: true }, []));
  assert.deepEqual(wall.showing, { kind: "withdrawn" });
});

test("a leader goes on with the hall to a new version, whatever was asked for", () => {
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
