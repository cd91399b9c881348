import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { PendingCommands } from "../../../static/js/fleet/pending_commands.js";
import { TabletHeartbeat } from "../../../static/js/fleet/tablet_heartbeat.js";

const ANSWER = { number: 7, pause: 20, orders: [] };

class Kept {
  items = new Map();
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => this.items.set(key, value);
  removeItem = (key) => this.items.delete(key);
}

async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function tablet({ answers = [], storage = new Kept(), execute = async () => {} } = {}) {
  const said = [];
  const obeyed = [];
  let onRemoved = 0;
  const pendingCommands = new PendingCommands(storage);
  const speaking = new TabletHeartbeat({
    send: async (done) => {
      said.push(done);
      const next = answers.shift() ?? ANSWER;
      if (next instanceof Error) throw next;
      return next;
    },
    show: () => {},
    execute: async (order) => {
      obeyed.push(order.kind);
      await execute(order);
    },
    onRemoved: () => (onRemoved += 1),
    pendingCommands,
    random: () => 0.5,
  });
  return {
    speaking,
    said,
    obeyed,
    pendingCommands,
    storage,
    onRemoved: () => onRemoved,
  };
}

test.beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
test.afterEach(() => mock.timers.reset());

async function pass(ms) {
  mock.timers.tick(ms);
  await settle();
}

test("the first heartbeat is early, then at the interval of the server", async () => {
  const { speaking, said } = tablet();
  speaking.start();
  await pass(399);
  assert.equal(said.length, 0);
  await pass(1);
  assert.equal(said.length, 1);
  await pass(19_999);
  assert.equal(said.length, 1);
  await pass(1);
  assert.equal(said.length, 2);
});

test("a command is executed once and acknowledged at once", async () => {
  const order = { id: 5, kind: "identify" };
  const { speaking, said, obeyed } = tablet({
    answers: [
      { ...ANSWER, orders: [order] },
      { ...ANSWER, orders: [order] },
    ],
  });
  speaking.start();
  await pass(400);
  await pass(0);
  assert.deepEqual(said, [[], [5]]);
  assert.deepEqual(obeyed, ["identify"]);
});

test("a command that reloads the page is acknowledged by the next page", async () => {
  const storage = new Kept();
  const first = tablet({
    storage,
    answers: [{ ...ANSWER, orders: [{ id: 9, kind: "reload" }] }],
    execute: () => new Promise(() => {}),
  });
  first.speaking.start();
  await pass(400);
  const second = tablet({ storage });
  second.speaking.start();
  await pass(400);
  assert.deepEqual(second.said, [[9]]);
  assert.deepEqual(second.obeyed, []);
  assert.equal(storage.items.size, 0);
});

test("a push during a heartbeat leads to another one", async () => {
  let release = () => {};
  const said = [];
  const speaking = new TabletHeartbeat({
    send: (done) => {
      said.push(done);
      return new Promise((resolve) => (release = () => resolve(ANSWER)));
    },
    show: () => {},
    execute: async () => {},
    onRemoved: () => {},
    pendingCommands: new PendingCommands(new Kept()),
    random: () => 0,
  });
  speaking.start();
  await pass(0);
  speaking.onPush(0);
  await pass(0);
  assert.equal(said.length, 1);
  release();
  await settle();
  await pass(0);
  assert.equal(said.length, 2);
});

test("pushed tablets spread their heartbeats", async () => {
  const { speaking, said } = tablet();
  speaking.onPush(2000);
  await pass(999);
  assert.equal(said.length, 0);
  await pass(1);
  assert.equal(said.length, 1);
});

test("without an answer it retries and keeps its results", async () => {
  const { speaking, said, pendingCommands } = tablet({
    answers: [new Error("offline")],
  });
  pendingCommands.add(3);
  speaking.start();
  await pass(400);
  await pass(20_000);
  assert.deepEqual(said, [[3], [3]]);
  assert.deepEqual(pendingCommands.ids, []);
});

test("a revoked tablet stops its heartbeat", async () => {
  const refusal = Object.assign(new Error("no"), { code: "no_tablet" });
  const { speaking, said, onRemoved } = tablet({ answers: [refusal] });
  speaking.start();
  await pass(400);
  speaking.onPush(0);
  await pass(100_000);
  assert.equal(said.length, 1);
  assert.equal(onRemoved(), 1);
});

test("a browser that keeps nothing remembers within the page", () => {
  const broken = {
    getItem() {
      throw new Error("denied");
    },
    setItem() {
      throw new Error("denied");
    },
    removeItem() {},
  };
  const pendingCommands = new PendingCommands(broken);
  pendingCommands.add(1);
  pendingCommands.add(1);
  assert.deepEqual(pendingCommands.ids, [1]);
  pendingCommands.drop([1]);
  assert.deepEqual(pendingCommands.ids, []);
});
