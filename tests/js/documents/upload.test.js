import assert from "node:assert/strict";
import test from "node:test";
import { Uploads } from "../../../static/js/documents/upload.js";

/** A sender whose every sending is ended by hand. */
function byHand() {
  /** @type {{name: string, item: number | null, progress: (part: number) => void,
   *   keep: (id: number) => void, fail: (why: string) => void}[]} */
  const sendings = [];
  const send = (
    /** @type {any} */ file,
    /** @type {number | null} */ item,
    /** @type {(part: number) => void} */ progress,
  ) =>
    new Promise((resolve, reject) => {
      sendings.push({
        name: file.name,
        item,
        progress,
        keep: resolve,
        fail: (why) => reject(new Error(why)),
      });
    });
  return { sendings, send: /** @type {any} */ (send) };
}

const files = (/** @type {string[]} */ ...names) =>
  /** @type {any} */ (names.map((name) => ({ name })));
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("files are sent two at a time, in their order", async () => {
  const { sendings, send } = byHand();
  const uploads = new Uploads(send, () => {});
  uploads.add(files("a.pdf", "b.pdf", "c.pdf"), 7);
  assert.deepEqual(
    sendings.map(({ name }) => name),
    ["a.pdf", "b.pdf"],
  );
  sendings[0]?.keep(1);
  await settled();
  assert.equal(sendings[2]?.name, "c.pdf");
  assert.equal(sendings[2]?.item, 7);
});

test("progress is changes, and changes in whole percent", () => {
  const { sendings, send } = byHand();
  let changes = 0;
  const uploads = new Uploads(send, () => changes++);
  uploads.add(files("a.pdf"), null);
  const before = changes;
  sendings[0]?.progress(0.439);
  assert.equal(uploads.of(null)[0]?.percent, 43);
  assert.equal(changes, before + 1);
});

test("an upload shows until its paper does", async () => {
  const { sendings, send } = byHand();
  const uploads = new Uploads(send, () => {});
  uploads.add(files("a.pdf"), 7);
  sendings[0]?.keep(31);
  await settled();
  uploads.removeFinished(new Set([30]));
  assert.equal(uploads.of(7)[0]?.state, "kept");
  uploads.removeFinished(new Set([30, 31]));
  assert.equal(uploads.of(7).length, 0);
});

test("a refused file says why, holds up no other, and may be tried again", async () => {
  const { sendings, send } = byHand();
  const uploads = new Uploads(send, () => {});
  uploads.add(files("hong.pdf", "tot.pdf"), 7);
  sendings[0]?.fail("Tệp có mật khẩu.");
  await settled();
  const [bad, good] = uploads.of(7);
  assert.equal(bad?.state, "failed");
  assert.equal(bad?.message, "Tệp có mật khẩu.");
  assert.equal(good?.state, "sending");
  if (bad) uploads.retry(bad);
  assert.equal(sendings.length, 3);
  assert.equal(bad?.state, "sending");
  assert.equal(bad?.message, "");
});

test("only what has failed is tried again; what is being sent is not forgotten", () => {
  const { sendings, send } = byHand();
  const uploads = new Uploads(send, () => {});
  uploads.add(files("a.pdf"), 7);
  const [upload] = uploads.of(7);
  if (upload) {
    uploads.retry(upload);
    uploads.forget(upload);
  }
  assert.equal(sendings.length, 1);
  assert.equal(uploads.of(7).length, 1);
  assert.equal(uploads.isBusy, true);
});

test("what was meant for an item that is gone shows in the pile", () => {
  const { send } = byHand();
  const uploads = new Uploads(send, () => {});
  uploads.add(files("a.pdf"), 7);
  uploads.moveOrphans(new Set([8]));
  assert.equal(uploads.of(null).length, 1);
});
