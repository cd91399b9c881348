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
      schedule: (callback) => waiting.push(callback),
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

test("an unsent report is repeated; a refused one is dropped", async () => {
  const hand = made();
  hand.read.add(5, 1);
  hand.failing = Object.assign(new Error("offline"), { status: 0 });
  hand.read.sendLater();
  await hand.come();
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
