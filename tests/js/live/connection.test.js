import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import test from "node:test";
import { GRACE_MS, LiveMeeting } from "../../../static/js/live/connection.js";

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
  const meeting = new LiveMeeting({
    meetingId: 1,
    openSocket: () => socket,
    fetchSnapshot,
    signedOut,
  });
  return { meeting, socket, answers, fetchSnapshot, signedOut };
}

test("the first state is a snapshot, then facts follow", async (context) => {
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

test("a fact reaches the watchers in the same breath", async (context) => {
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

test("a fact twice, or late, changes nothing", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(() => snapshot(10));
  meeting.open();
  await settle();
  socket.emit("fact", turned(11, 5));
  socket.emit("fact", turned(11, 99));
  socket.emit("fact", turned(9, 99));
  assert.equal(meeting.state?.live.page, 5);
});

test("a gap is healed by one snapshot, however many facts it brings", async (context) => {
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

test("a snapshot that a fact has overtaken does not turn back the page", async (context) => {
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

test("a connection that joined later than the state asks what it missed", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(12, 8),
  );
  meeting.open();
  await settle();
  socket.emit("connect");
  socket.emit("hello", { n: 12 });
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

test("without a socket it asks now and then", async (context) => {
  const { meeting, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(11, 4),
  );
  meeting.open();
  await settle();
  context.mock.timers.tick(5001);
  await settle();
  assert.equal(meeting.state?.live.page, 4);
});

test("a tablet that wakes looks at once", async (context) => {
  const { meeting, socket, answers } = open(context);
  answers.push(
    () => snapshot(10),
    () => snapshot(20, 3),
  );
  meeting.open();
  await settle();
  socket.active = false;
  meeting.wake();
  await settle();
  assert.equal(socket.connect.mock.callCount(), 1);
  assert.equal(meeting.state?.n, 20);
});

test("a device that is no longer signed in is told so", async (context) => {
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
  socket.active = true;
  meeting.wake();
  await settle();
  assert.equal(socket.connect.mock.callCount(), 0);
});

test("refused by the server, it knocks again; on its own way, it is left alone", (context) => {
  const { meeting, socket } = open(context);
  meeting.open();
  socket.active = true;
  socket.emit("connect_error", new Error("no network"));
  context.mock.timers.tick(1500);
  assert.equal(socket.connect.mock.callCount(), 0);
  socket.active = false;
  socket.emit("connect_error", new Error("Unable to connect"));
  context.mock.timers.tick(1500);
  assert.equal(socket.connect.mock.callCount(), 1);
});
