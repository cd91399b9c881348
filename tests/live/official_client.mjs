// The official client in the hall: it listens, asks, sends bytes, loses the server
// and comes back. What it has noticed is printed as one line of JSON.
//
// node official_client.mjs PORT SEED TURNS: prints "lost?" when the server may go, and
// ends when it has heard as much again from the server that came instead.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";

const [port, seed, turns] = process.argv.slice(2).map(Number);
const PAUSE_SECONDS = 0.02;
const LONG = 100_000;

const noticed = {
  turns: /** @type {[number, string][][]} */ ([]),
  connects: 0,
  pings: 0,
  left: /** @type {string[]} */ ([]),
  errors: /** @type {string[]} */ ([]),
  answers: 0,
};
const socket = io(`http://127.0.0.1:${port}`, {
  transports: ["websocket"],
  reconnectionDelay: 50,
  reconnectionDelayMax: 200,
  auth: { token: "official" },
});
let hearing = [];

socket.io.on("ping", () => noticed.pings++);
socket.io.engine.on("error", (error) => noticed.errors.push(String(error)));
socket.on("disconnect", (reason) => noticed.left.push(reason));
socket.on("connect", () => {
  noticed.connects++;
  hearing = [];
  noticed.turns.push(hearing);
});
socket.on("turn", (number, text) => {
  hearing.push([number, createHash("sha256").update(text).digest("hex")]);
});

/** Wait for an event and return its values. */
const once = (name) =>
  new Promise((done) => socket.once(name, (...values) => done(values)));

/** Ask while the hall is told, until that is over; every answer must be its own. */
async function askUntil(over) {
  let isOver = false;
  over.then(() => (isOver = true));
  for (let n = 0; !isOver; n++) {
    const bytes = Buffer.alloc(n % 10 === 0 ? LONG : (n * 37) % 300, n);
    const [number, back] = await socket.emitWithAck("message-with-ack", [n, bytes]);
    assert.equal(number, n);
    assert.deepEqual(Buffer.from(back), bytes);
    noticed.answers++;
    await sleep(5);
  }
}

/** Say several things at once; they come back whole and in order. */
async function echo() {
  const said = [1, 125, 126, 65_535, 65_536, LONG].map((length) => ({
    text: "ề".repeat(length / 3) + "x".repeat(length % 3),
    bytes: Buffer.alloc(length, 7),
  }));
  const heard = [];
  const all = new Promise((done) => {
    socket.on("message-back", (value) => {
      heard.push({ text: value.text, bytes: Buffer.from(value.bytes) });
      if (heard.length === said.length) done(undefined);
    });
  });
  for (const value of said) socket.emit("message", value);
  await all;
  socket.off("message-back");
  assert.deepEqual(heard, said);
}

async function visit() {
  const [auth] = await once("auth");
  assert.deepEqual(auth, { token: "official" });
  socket.emit("enter");
  assert.deepEqual(await once("entered"), [0]);
  const sent = once("sent");
  socket.emit("send_turns", turns, seed, PAUSE_SECONDS);
  await askUntil(sent);
  await echo();
}

await visit();
const back = visit();
console.log("lost?");
await back;
socket.disconnect();
console.log(JSON.stringify(noticed));
