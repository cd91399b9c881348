import assert from "node:assert/strict";
import test from "node:test";
import { ActionQueue } from "../../../static/js/base/action_queue.js";

/** An action that ends when it is told to. */
function slow() {
  const { promise, resolve, reject } = deferred();
  let starts = 0;
  const act = () => {
    starts += 1;
    return promise;
  };
  return { act, resolve, reject, starts: () => starts };
}

function deferred() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) =>
    Object.assign(made, { resolve, reject }),
  );
  return made;
}

const settle = () => new Promise((done) => setImmediate(done));

test("another action waits for the one under way, and is not lost", async () => {
  const queue = new ActionQueue();
  const [close, announce] = [slow(), slow()];
  const closed = queue.run("close 1", close.act);
  const announced = queue.run("announce 1", announce.act);
  await settle();
  assert.deepEqual([close.starts(), announce.starts()], [1, 0]);
  close.resolve("closed");
  assert.equal(await closed, "closed");
  await settle();
  assert.equal(announce.starts(), 1);
  announce.resolve("announced");
  assert.equal(await announced, "announced");
});

test("the second press of a double one does nothing, a later one is an action again", async () => {
  const queue = new ActionQueue();
  const close = slow();
  const first = queue.run("close 1", close.act);
  assert.equal(await queue.run("close 1", close.act), undefined);
  close.resolve(true);
  await first;
  assert.equal(await queue.run("close 1", close.act), true);
  assert.equal(close.starts(), 2);
});

test("after a failure the next action is carried out", async () => {
  const queue = new ActionQueue();
  const [close, announce] = [slow(), slow()];
  const closed = queue.run("close 1", close.act);
  const announced = queue.run("announce 1", announce.act);
  close.reject(new Error("away"));
  await assert.rejects(closed, /away/);
  announce.resolve(true);
  assert.equal(await announced, true);
});
