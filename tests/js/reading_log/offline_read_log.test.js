import assert from "node:assert/strict";
import test from "node:test";
import { OfflineReadLog } from "../../../static/js/reading_log/offline_read_log.js";

function made() {
  /** @type {Record<string, any>} */
  const kept = {};
  /** @type {any[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const hand = {
    /** @type {Error & {status?: number} | null} */
    failing: null,
    sent,
    waiting,
    /** @type {number[]} in milliseconds */
    pauses: [],
    read: new OfflineReadLog({
      memory: {
        read: (name) => kept[name] ?? null,
        write: (name, value) => void (kept[name] = value),
      },
      send: async (pages) => {
        if (hand.failing) throw hand.failing;
        sent.push(pages);
      },
      spread: () => 300,
      schedule: (callback, pause) => {
        waiting.push(callback);
        hand.pauses.push(pause);
      },
    }),
    /** Let the moment come. */
    come: async () => {
      for (const callback of waiting.splice(0)) callback();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return hand;
}

test("pages read offline are reported once each", async () => {
  const hand = made();
  hand.read.add(5, 1);
  hand.read.add(5, 2);
  hand.read.add(5, 1);
  hand.read.sendLater();
  hand.read.sendLater();
  assert.deepEqual(hand.sent, []);
  await hand.come();
  assert.deepEqual(hand.sent, [
    [
      [5, 1],
      [5, 2],
    ],
  ]);
  hand.read.sendLater();
  await hand.come();
  assert.equal(hand.sent.length, 1);
});

test("without pages nothing is reported", async () => {
  const hand = made();
  hand.read.sendLater();
  assert.equal(hand.waiting.length, 0);
});

test("an unsent report is sent again without another reconnect", async () => {
  const hand = made();
  hand.read.add(5, 1);
  hand.failing = Object.assign(new Error("offline"), { status: 0 });
  hand.read.sendLater();
  for (let time = 0; time < 8; time += 1) await hand.come();
  // The pauses grow, but not without end; a random moment of five seconds comes on top.
  const least = [0, 5, 10, 20, 40, 80, 120, 120, 120].map((one) => one * 1000);
  assert.equal(hand.pauses.length, least.length);
  for (const [at, pause] of hand.pauses.entries())
    assert.ok(pause >= least[at] && pause <= least[at] + 5000, `${at}: ${pause}`);
  hand.failing = null;
  await hand.come();
  assert.deepEqual(hand.sent, [[[5, 1]]]);
  assert.equal(hand.waiting.length, 0);
  hand.read.add(5, 2);
  hand.read.sendLater();
  assert.ok(hand.pauses.at(-1) <= 5000);
});

test("a refused report is dropped", async () => {
  const hand = made();
  hand.read.add(5, 1);
  hand.failing = Object.assign(new Error("refused"), { status: 422 });
  hand.read.sendLater();
  await hand.come();
  hand.failing = null;
  hand.read.sendLater();
  assert.equal(hand.waiting.length, 0);
});

test("at most as many pages are stored as the server accepts", async () => {
  const hand = made();
  for (let page = 1; page < 700; page += 1) hand.read.add(5, page);
  hand.read.sendLater();
  await hand.come();
  assert.equal(hand.sent[0].length, 500);
});
