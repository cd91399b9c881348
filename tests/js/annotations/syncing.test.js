import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { NOTHING_KNOWN } from "../../../static/js/annotations/keeper.js";
import { Shelf } from "../../../static/js/annotations/shelf.js";
import { Syncing } from "../../../static/js/annotations/syncing.js";
import { ink } from "./made.js";

const ANSWER = {
  change: 1,
  erasures: 0,
  more: false,
  documents: [1],
  withheld: false,
  notes: [],
};

/** @param {Partial<import("../../../static/js/annotations/syncing.js").Server>} [server] */
async function make(server = {}) {
  const shelf = new Shelf({
    read: async () => ({ notes: [], known: NOTHING_KNOWN }),
    write: async () => true,
  });
  await shelf.load();
  /** @type {string[]} */
  const refused = [];
  const taken = async (/** @type {any[]} */ changes) => ({
    outcomes: changes.map(({ key }) => ({ key, revision: 1, result: "taken" })),
  });
  const all = { push: taken, pull: async () => ANSWER, ...server };
  const syncing = new Syncing(shelf, all, (message) => refused.push(message));
  return { shelf, syncing, refused };
}

describe("bringing notes to the server", () => {
  it("sends all that waits, fifty at a time", async () => {
    /** @type {number[]} */
    const sizes = [];
    const { shelf, syncing } = await make({
      push: async (changes) => {
        sizes.push(changes.length);
        const outcomes = changes.map((/** @type {any} */ { key }) => ({
          key,
          revision: 1,
          result: "taken",
        }));
        return { outcomes };
      },
    });
    for (let count = 0; count < 120; count += 1) shelf.add(ink());
    assert.equal(await syncing.now(), true);
    assert.deepEqual(sizes, [50, 50, 20]);
    assert.deepEqual(shelf.waiting, []);
  });

  it("keeps what could not be sent", async () => {
    const { shelf, syncing } = await make({
      push: () =>
        Promise.reject(Object.assign(new Error("signed out"), { status: 401 })),
    });
    shelf.add(ink());
    assert.equal(await syncing.now(), false);
    assert.equal(shelf.waiting.length, 1);
  });

  it("says why something was refused, and does not send it again", async () => {
    let sendings = 0;
    const { shelf, syncing, refused } = await make({
      push: async (changes) => {
        sendings += 1;
        const [{ key }] = /** @type {any[]} */ (changes);
        const outcome = { key, revision: 0, result: "refused", message: "Trang đầy" };
        return { outcomes: [outcome] };
      },
    });
    shelf.add(ink());
    await syncing.now();
    assert.deepEqual([refused, sendings, shelf.all.length], [["Trang đầy"], 1, 1]);
  });

  it("asks for all once everything was erased elsewhere", async () => {
    /** @type {number[]} */
    const asked = [];
    let erasures = 0;
    const { shelf, syncing } = await make({
      pull: async (since) => (asked.push(since), { ...ANSWER, erasures }),
    });
    shelf.add(ink());
    await syncing.now();
    erasures = 1;
    await syncing.now();
    assert.deepEqual(asked, [0, 1, 0]);
    assert.deepEqual(shelf.all, []);
  });
});
