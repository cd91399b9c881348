import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as Y from "yjs";

import { ApiError } from "../../../static/js/base/api.js";
import { fromBase64, toBase64 } from "../../../static/js/base/bytes.js";
import { TextSync } from "../../../static/js/minutes/text_sync.js";
import { UnsentChanges } from "../../../static/js/minutes/unsent_changes.js";

/** Keeps updates as the server does; may be away, or refuse. */
class Server {
  /** @type {string[]} */
  updates = [];
  /** @type {ApiError | null} */
  error = null;
  revision = 1;
  received = 0;

  /** @param {{after: number, updates: string[]}} message */
  async exchange({ after, updates }) {
    if (this.error && (updates.length || this.error.status === 0)) throw this.error;
    const news = this.updates.slice(after);
    this.updates.push(...updates);
    this.received += updates.length;
    return {
      last: this.updates.length,
      updates: news,
      revision: this.revision,
      state: "draft",
      editors: [],
    };
  }
}

/** @type {TextSync[]} */
const open = [];
afterEach(() => {
  for (const sync of open.splice(0)) sync.leave();
});

/** @param {Server} server */
function editor(server) {
  const doc = new Y.Doc();
  const unsent = new UnsentChanges(1, "5", String(doc.clientID), null);
  const sync = new TextSync(doc, (message) => server.exchange(message), unsent);
  open.push(sync);
  return sync;
}

/** @param {TextSync} sync */
const text = (sync) => sync.doc.getText("t").toString();

/** @param {TextSync} sync @param {string} words */
const type = (sync, words) =>
  sync.doc.getText("t").insert(sync.doc.getText("t").length, words);

/** @param {() => boolean} isTrue */
async function until(isTrue) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("it did not come");
}

test("bytes survive as text", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
});

test("what one types the other has soon", async () => {
  const server = new Server();
  const [one, two] = [editor(server), editor(server)];
  await Promise.all([one.start(), two.start()]);
  type(one, "Đồng chí");
  await until(() => text(two) === "Đồng chí" && one.link === "saved");
});

test("without network nothing is lost and nothing overwritten", async () => {
  const server = new Server();
  const [one, two] = [editor(server), editor(server)];
  await Promise.all([one.start(), two.start()]);
  type(one, "Mở đầu");
  await until(() => text(two) === "Mở đầu");
  const exchange = two.exchange;
  two.exchange = () => Promise.reject(new ApiError(0, "offline", "x"));
  type(two, " mất mạng");
  type(one, " có mạng");
  await until(() => two.link === "offline" && one.link === "saved");
  assert.equal(two.unsent.isEmpty, false);
  two.exchange = exchange;
  two.askNow();
  await until(() => two.link === "saved" && text(one) === text(two));
  assert.match(text(one), /mất mạng/);
  assert.match(text(one), /có mạng/);
});

test("others' words wait until a syllable is complete", async () => {
  const server = new Server();
  const [one, two] = [editor(server), editor(server)];
  await Promise.all([one.start(), two.start()]);
  let isComposing = true;
  two.isComposing = () => isComposing;
  type(one, "chờ");
  await until(() => two.last === 1);
  assert.equal(text(two), "");
  isComposing = false;
  two.release();
  assert.equal(text(two), "chờ");
});

test("what the server refuses is kept, said, and not sent again", async () => {
  const server = new Server();
  const [one, two] = [editor(server), editor(server)];
  await Promise.all([one.start(), two.start()]);
  server.error = new ApiError(409, "minutes_locked", "Biên bản đã khoá");
  type(one, "muộn");
  await until(() => one.link === "refused");
  assert.equal(one.refusal, "Biên bản đã khoá");
  server.error = null;
  type(two, "khác");
  await until(() => text(one).includes("khác"));
  assert.equal(one.link, "refused");
  assert.equal(one.unsent.isEmpty, false);
  assert.equal(server.received, 1);
});

test("a change of all but the text is reported", async () => {
  const server = new Server();
  const one = editor(server);
  let changes = 0;
  one.addEventListener("revision", () => {
    changes += 1;
  });
  await one.start();
  assert.equal(changes, 1);
  server.revision = 2;
  one.askNow();
  await until(() => changes === 2);
});

test("what an earlier page left is sent by the next one", async () => {
  const server = new Server();
  const doc = new Y.Doc();
  const left = new UnsentChanges(1, "5", "9", null);
  doc.on("update", (update) => left.add(update));
  doc.getText("t").insert(0, "còn sót");
  const one = editor(server);
  one.unsent.adopt = () => {
    const updates = left.next(1_000_000);
    for (const update of updates) one.unsent.add(update);
    return updates;
  };
  await one.start();
  assert.equal(text(one), "còn sót");
  assert.equal(server.received, 1);
});
