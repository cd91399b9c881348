import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import test from "node:test";
import { LiveMeeting } from "../../../static/js/live/live_meeting.js";
import { apply, partOf } from "../../../static/js/live/snapshot_reducer.js";

const speaker = (/** @type {string} */ name) => ({ speaking: { name }, waiting: 0 });
/** @returns {any} */
const snapshot = (/** @type {number} */ n, name = "Khai") => ({
  n,
  items: [],
  documents: [],
  replaced: [],
  live: { document_id: null, page: 1, hidden: false, leader: null },
  floor: speaker(name),
});
const part = (/** @type {number} */ n, /** @type {string} */ name) => ({
  n,
  floor: speaker(name),
});
const changed = (/** @type {number} */ n) => ({ n, kind: "floor_changed" });
const settle = async () => {
  for (let round = 0; round < 8; round += 1) await Promise.resolve();
};

/** @param {import("node:test").TestContext} context @param {object} [more] */
async function open(context, more = {}) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  /** @type {any} */
  const socket = new EventEmitter();
  socket.connect = context.mock.fn();
  /** @type {any[]} */
  const snapshots = [snapshot(10)];
  /** @type {any[]} */
  const parts = [];
  const answer = (/** @type {any[]} */ answers) => async () => {
    const next = answers.shift();
    if (!next) throw Object.assign(new Error("no answer"), { status: 0 });
    return typeof next === "function" ? next() : next;
  };
  const fetchSnapshot = context.mock.fn(answer(snapshots));
  const fetchPart = context.mock.fn(answer(parts));
  const meeting = new LiveMeeting({
    meetingId: 1,
    openSocket: () => socket,
    fetchSnapshot,
    fetchPart,
    signedOut: context.mock.fn(),
    ...more,
  });
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 10, spread: 300 });
  const later = async (ms = 300) => {
    context.mock.timers.tick(ms);
    await settle();
  };
  const shown = () => /** @type {any} */ (meeting.state).floor.speaking.name;
  return { meeting, socket, snapshots, parts, fetchSnapshot, fetchPart, later, shown };
}

test("an event of a part fetches this part alone, at the event's number", async (context) => {
  const { meeting, socket, parts, fetchSnapshot, fetchPart, later, shown } =
    await open(context);
  parts.push(part(11, "Pánh"));
  socket.emit("fact", changed(11));
  assert.equal(meeting.state?.n, 11);
  assert.equal(shown(), "Khai", "tablets spread");
  await later();
  assert.equal(shown(), "Pánh");
  assert.deepEqual(fetchPart.mock.calls[0]?.arguments, ["speaking", 11]);
  assert.equal(fetchSnapshot.mock.callCount(), 1);
});

test("several events lead to one request", async (context) => {
  const { socket, parts, fetchPart, later, shown } = await open(context);
  parts.push(part(13, "Tú"));
  for (const n of [11, 12, 13]) socket.emit("fact", changed(n));
  await later();
  assert.equal(shown(), "Tú");
  assert.equal(fetchPart.mock.callCount(), 1);
});

test("the chair and the wall do not wait", async (context) => {
  const { meeting, socket, parts, later, shown } = await open(context, {
    isOneOfFew: true,
  });
  meeting.spread = 10_000;
  parts.push(part(11, "Pánh"));
  socket.emit("fact", changed(11));
  await later(1);
  assert.equal(shown(), "Pánh");
});

test("a part that is newer than the event makes no second request", async (context) => {
  const { meeting, socket, parts, fetchPart, later, shown } = await open(context);
  parts.push(part(12, "Tú"));
  socket.emit("fact", changed(11));
  await later();
  assert.equal(meeting.state?.n, 11, "the state is not newer than its events");
  socket.emit("fact", changed(12));
  await later();
  assert.deepEqual([shown(), fetchPart.mock.callCount()], ["Tú", 1]);
});

test("a snapshot older than a part keeps the part", async (context) => {
  const { meeting, socket, snapshots, parts, later, shown } = await open(context);
  parts.push(part(12, "Tú"));
  socket.emit("fact", changed(11));
  await later();
  snapshots.push(snapshot(11, "Pánh"));
  await meeting.refresh();
  assert.equal(shown(), "Tú");
  snapshots.push(snapshot(13, "Mai"));
  await meeting.refresh();
  assert.equal(shown(), "Mai");
});

test("a part older than its event, or none, leads to the whole snapshot", async (context) => {
  const { socket, snapshots, parts, fetchSnapshot, later, shown } = await open(context);
  parts.push(part(10, "Khai"));
  snapshots.push(snapshot(11, "Pánh"), snapshot(12, "Tú"));
  socket.emit("fact", changed(11));
  await later();
  await later();
  assert.equal(shown(), "Pánh");
  socket.emit("fact", changed(12));
  await later();
  await later();
  assert.equal(shown(), "Tú");
  assert.equal(fetchSnapshot.mock.callCount(), 3);
});

test("a gap still leads to the whole snapshot", async (context) => {
  const { socket, snapshots, fetchPart, later, shown } = await open(context);
  snapshots.push(snapshot(13, "Tú"));
  socket.emit("fact", changed(13));
  await later();
  assert.equal(shown(), "Tú");
  assert.equal(fetchPart.mock.callCount(), 0);
});

test("what was missed while the network was away is fetched after it", async (context) => {
  const { socket, snapshots, later, shown } = await open(context);
  socket.emit("fact", changed(11));
  await later();
  await later();
  assert.equal(shown(), "Khai", "neither the part nor the snapshot was answered");
  snapshots.push(snapshot(11, "Pánh"));
  socket.emit("hello", { n: 11, spread: 300 });
  await later();
  assert.equal(shown(), "Pánh");
});

test("an event that a part contains already does not change it back", async (context) => {
  const { meeting, socket, parts, fetchPart, later } = await open(context);
  const announced = { id: 7, state: "announced", result: {} };
  parts.push({ n: 14, votes: [announced] });
  socket.emit("fact", { n: 11, kind: "vote_prepared", vote_id: 7 });
  await later();
  socket.emit("fact", { n: 12, kind: "vote_opened", vote: { id: 7, state: "open" } });
  socket.emit("fact", { n: 13, kind: "vote_closed", vote_id: 7 });
  socket.emit("fact", { n: 14, kind: "vote_announced", vote_id: 7 });
  await later();
  assert.deepEqual(/** @type {any} */ (meeting.state).votes, [announced]);
  assert.deepEqual([meeting.state?.n, fetchPart.mock.callCount()], [14, 1]);
  socket.emit("fact", { n: 15, kind: "vote_opened", vote: { id: 8, state: "open" } });
  assert.equal(/** @type {any} */ (meeting.state).votes.length, 2);
});

test("a slow part does not undo a faster snapshot", async (context) => {
  const { meeting, socket, snapshots, parts, later, shown } = await open(context);
  /** @type {(value: any) => void} */
  let finish = () => {};
  parts.push(() => new Promise((resolve) => (finish = resolve)));
  socket.emit("fact", changed(11));
  await later();
  snapshots.push(snapshot(12, "Tú"));
  await meeting.refresh();
  finish(part(11, "Pánh"));
  await settle();
  assert.equal(shown(), "Tú");
});

test("a screen with a state of its own fetches that", async (context) => {
  const { socket, snapshots, later, shown } = await open(context, {
    fetchPart: undefined,
  });
  snapshots.push(snapshot(11, "Pánh"));
  socket.emit("fact", changed(11));
  await later();
  await later();
  assert.equal(shown(), "Pánh");
});

test("only events of a part name one", () => {
  assert.equal(partOf({ n: 1, kind: "floor_changed" }), "speaking");
  assert.equal(partOf({ n: 1, kind: "page_turned" }), undefined);
  assert.equal(partOf({ n: 1 }), undefined);
});

test("a clock is changed without a request", () => {
  const timer = { id: 1, kind: "speaker", elapsed_ms: 0 };
  const event = { n: 11, kind: "timer_changed", which: "speaker", timer };
  const next = /** @type {any} */ (apply(snapshot(10), event));
  assert.deepEqual(next.timers, { item: null, speaker: timer, ran: [] });
  assert.equal(next.n, 11);
});

test("an item that is left has run, one that is called again has not", () => {
  let state = /** @type {any} */ (snapshot(10));
  const calls = [
    [4, 0],
    [5, 10],
    [6, 12],
    [5, 10],
    [null, 30],
    [4, 40],
    [4, 40],
  ];
  for (const [item, minute] of calls) {
    const running_since = new Date(Date.UTC(2026, 10, 29, 1, minute ?? 0)).toJSON();
    const timer = item && { id: item, ref_id: item, elapsed_ms: 0, running_since };
    const event = { n: state.n + 1, kind: "timer_changed", which: "item", timer };
    state = apply(state, event);
  }
  assert.deepEqual([state.timers.item.ref_id, state.timers.ran], [4, [5]]);
});
