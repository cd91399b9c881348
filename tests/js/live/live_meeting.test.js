import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import test from "node:test";
import { LiveMeeting } from "../../../static/js/live/live_meeting.js";
import { GRACE_MS } from "../../../static/js/live/connection_status.js";

/** @returns {any} */
const snapshot = (/** @type {number} */ n, page = 1) => ({
  n,
  items: [],
  documents: [{ id: 7 }],
  live: { document_id: 7, page, hidden: false, leader: null },
});
/** @returns {any} */
const turned = (/** @type {number} */ n, /** @type {number} */ page) => ({
  n,
  kind: "page_turned",
  document_id: 7,
  page,
});
const settle = async () => {
  for (let round = 0; round < 5; round += 1) await Promise.resolve();
};

/** A meeting whose server is a list of answers and whose socket is in our hand. */
function open(/** @type {import("node:test").TestContext} */ context) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  /** @type {any} */
  const socket = new EventEmitter();
  socket.connect = context.mock.fn();
  /** @type {(() => any)[]} */
  const answers = [];
  const fetchSnapshot = context.mock.fn(async () => {
    const answer = answers.shift();
    if (!answer) throw Object.assign(new Error("no answer"), { status: 0 });
    return answer();
  });
  const signedOut = context.mock.fn();
  const report = context.mock.fn(async () => ({ n: 10, spread: 300 }));
  const meeting = new LiveMeeting({
    meetingId: 1,
    openSocket: (auth) => Object.assign(socket, { greeting: auth }),
    fetchSnapshot,
    report,
    signedOut,
  });
  return { report, meeting, socket, answers, fetchSnapshot, signedOut };
}

test("the first state is a snapshot, then events follow", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 10 });
  socket.emit("fact", turned(11, 5));
  assert.equal(meeting.state?.live.page, 5);
  assert.equal(meeting.link, "live");
});

test("an event reaches the watchers synchronously", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  let seen = 0;
  meeting.watch(({ state }) => {
    seen = state?.live.page ?? 0;
  });
  socket.emit("fact", turned(11, 6));
  assert.equal(seen, 6);
});

test("an event twice, or late, changes nothing", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("fact", turned(11, 5));
  socket.emit("fact", turned(11, 99));
  socket.emit("fact", turned(9, 99));
  assert.equal(meeting.state?.live.page, 5);
});

test("a gap leads to one snapshot, however many events follow", async (context) => {
  const { meeting, socket, answers, fetchSnapshot } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(14, 9),
  );
  meeting.open();
  await settle();
  socket.emit("fact", turned(12, 7));
  socket.emit("fact", turned(13, 8));
  socket.emit("fact", turned(14, 9));
  context.mock.timers.tick(300);
  await settle();
  assert.equal(meeting.state?.n, 14);
  assert.equal(meeting.state?.live.page, 9);
  assert.equal(fetchSnapshot.mock.callCount(), 2);
});

test("a snapshot older than an event does not turn the page back", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(10),
  );
  meeting.open();
  await settle();
  const refreshing = meeting.refresh();
  socket.emit("fact", turned(11, 5));
  await refreshing;
  assert.equal(meeting.state?.live.page, 5);
});

test("a connection behind the state fetches the snapshot", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(12, 8),
  );
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 12, spread: 300 });
  context.mock.timers.tick(300);
  await settle();
  assert.equal(meeting.state?.live.page, 8);
});

test("a brief drop shows nothing, a real one says so, recovery is silent", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("disconnect", "transport close");
  context.mock.timers.tick(GRACE_MS - 1);
  assert.equal(meeting.link, "live");
  socket.emit("connect");
  context.mock.timers.tick(GRACE_MS);
  assert.equal(meeting.link, "live");
  socket.emit("disconnect", "transport close");
  context.mock.timers.tick(GRACE_MS + 1);
  assert.equal(meeting.link, "lost");
  assert.equal(meeting.state?.n, 10, "what was loaded is still there");
  socket.emit("connect");
  assert.equal(meeting.link, "live");
});

test("without a socket it polls", async (context) => {
  const { meeting, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(11, 4),
  );
  meeting.open();
  await settle();
  context.mock.timers.tick(5301);
  await settle();
  assert.equal(meeting.state?.live.page, 4);
});

test("without a socket it reports the page and fetches only changes", async (context) => {
  const { meeting, answers, fetchSnapshot, report } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(11, 4),
  );
  meeting.open();
  await settle();
  meeting.reporter.show({ n: 10, document: 7, page: 1, mode: "following" });
  context.mock.timers.tick(5301);
  await settle();
  assert.equal(report.mock.callCount(), 1);
  assert.equal(fetchSnapshot.mock.callCount(), 1, "nothing new");
  report.mock.mockImplementation(async () => ({ n: 11, spread: 300 }));
  context.mock.timers.tick(5301);
  await settle();
  await settle();
  assert.equal(meeting.state?.live.page, 4);
});

test("with a socket nobody polls", async (context) => {
  const { meeting, socket, answers, fetchSnapshot } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("connect");
  context.mock.timers.tick(60_000);
  await settle();
  assert.equal(fetchSnapshot.mock.callCount(), 1);
});

test("a tablet that wakes refreshes at once", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(20, 3),
  );
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("disconnect", "ping timeout");
  meeting.wake();
  await settle();
  assert.equal(socket.connect.mock.callCount(), 1);
  assert.equal(meeting.state?.n, 20);
});

test("a greeting with the state needs no request", async (context) => {
  const { meeting, socket, answers, fetchSnapshot } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 15, spread: 300, state: snapshot(15, 8) });
  context.mock.timers.tick(10_000);
  await settle();
  assert.equal(meeting.state?.live.page, 8);
  assert.equal(fetchSnapshot.mock.callCount(), 1);
});

test("a take-over by another device is reported", async (context) => {
  const { meeting, answers, signedOut } = open(context);
  answers.push(() => {
    throw Object.assign(new Error(), { status: 401, code: "taken_over" });
  });
  meeting.open();
  await settle();
  assert.deepEqual(signedOut.mock.calls[0]?.arguments, ["taken_over"]);
});

test("each greeting names the number this screen has", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  assert.deepEqual(socket.greeting(), { meeting: 1, n: undefined });
  await settle();
  socket.emit("fact", turned(11, 5));
  assert.deepEqual(socket.greeting(), { meeting: 1, n: 11 });
});

test("a large audience fetches its snapshots spread", async (context) => {
  const { meeting, socket, answers, fetchSnapshot } = open(context);
  context.mock.method(Math, "random", () => 0.5);
  answers.push(
    () => snapshot(10),
    () => snapshot(12),
  );
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 12, spread: 8000 });
  context.mock.timers.tick(3900);
  assert.equal(fetchSnapshot.mock.callCount(), 1);
  context.mock.timers.tick(200);
  assert.equal(fetchSnapshot.mock.callCount(), 2);
});

test("the spread changes during the meeting", (context) => {
  const { meeting, socket } = open(context);
  meeting.open();
  socket.emit("pace", { spread: 2400 });
  assert.equal(meeting.spread, 2400);
});

test("the shown page is sent, and again on a new channel", async (context) => {
  const { meeting, socket } = open(context);
  const heard = context.mock.fn();
  socket.on("shown", heard);
  meeting.open();
  const report = { n: 10, document: 7, page: 1, mode: /** @type {const} */ ("alone") };
  meeting.reporter.show(report);
  for (const times of [1, 2]) {
    socket.emit("hello", { n: 10, spread: 300 });
    socket.emit("connect");
    context.mock.timers.tick(600);
    assert.equal(heard.mock.callCount(), times);
    assert.deepEqual(heard.mock.calls.at(-1)?.arguments, [report]);
    socket.emit("disconnect", "transport close");
  }
});

test("a tick is dispatched to its listeners", (context) => {
  const { meeting, socket } = open(context);
  meeting.open();
  let following = 0;
  meeting.ticks.addEventListener("presence", (event) => {
    following = /** @type {CustomEvent} */ (event).detail.following;
  });
  socket.emit("presence", { following: 391 });
  assert.equal(following, 391);
});

test("a device that is no longer signed in is reported", async (context) => {
  const { meeting, socket, answers, signedOut } = open(context);
  answers.push(() => {
    throw Object.assign(new Error("401"), { status: 401 });
  });
  meeting.open();
  await settle();
  assert.deepEqual(signedOut.mock.calls[0]?.arguments, ["signed_out"]);
  socket.emit("signed_out", { reason: "revoked" });
  assert.deepEqual(signedOut.mock.calls[1]?.arguments, ["revoked"]);
});

test("a tablet that wakes while it is connecting does not greet twice", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  meeting.wake();
  await settle();
  assert.equal(socket.connect.mock.callCount(), 0);
});

test("after a refusal, close or drop it reconnects", (context) => {
  const { meeting, socket } = open(context);
  meeting.open();
  for (const event of ["connect_error", "disconnect", "connect_error"]) {
    const before = socket.connect.mock.callCount();
    socket.emit(event, "io server disconnect");
    context.mock.timers.tick(20_001);
    assert.equal(socket.connect.mock.callCount(), before + 1);
  }
});

test("a channel silent for too long is closed when the tablet wakes", (context) => {
  const { meeting, socket } = open(context);
  let now = 0;
  context.mock.method(performance, "now", () => now);
  socket.io = Object.assign(new EventEmitter(), {
    engine: { close: context.mock.fn() },
  });
  meeting.open();
  socket.emit("connect");
  now = 12_000;
  socket.io.emit("ping");
  now = 24_000;
  meeting.wake();
  assert.equal(socket.io.engine.close.mock.callCount(), 0);
  now = 26_000;
  meeting.wake();
  assert.equal(socket.io.engine.close.mock.callCount(), 1);
});
