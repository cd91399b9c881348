import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Pending } from "../../../static/js/fleet/pending.js";
import { Speaking } from "../../../static/js/fleet/speaking.js";

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

function tablet({ answers = [], storage = new Kept(), obey = async () => {} } = {}) {
  const said = [];
  const obeyed = [];
  let dismissed = 0;
  const pending = new Pending(storage);
  const speaking = new Speaking({
    say: async (done) => {
      said.push(done);
      const next = answers.shift() ?? ANSWER;
      if (next instanceof Error) throw next;
      return next;
    },
    show: () => {},
    obey: async (order) => {
      obeyed.push(order.kind);
      await obey(order);
    },
    dismissed: () => (dismissed += 1),
    pending,
    random: () => 0.5,
  });
  return { speaking, said, obeyed, pending, storage, dismissed: () => dismissed };
}

test.beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
test.afterEach(() => mock.timers.reset());

async function pass(ms) {
  mock.timers.tick(ms);
  await settle();
}

test("it speaks soon after the page has come, then at the pace it is told", async () => {
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

test("an order is done once and told at once, whatever comes twice", async () => {
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

test("what takes the page away is told by the next page", async () => {
  const storage = new Kept();
  const first = tablet({
    storage,
    answers: [{ ...ANSWER, orders: [{ id: 9, kind: "reload" }] }],
    obey: () => new Promise(() => {}),
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

test("called while it speaks, it speaks again", async () => {
  let release = () => {};
  const said = [];
  const speaking = new Speaking({
    say: (done) => {
      said.push(done);
      return new Promise((resolve) => (release = () => resolve(ANSWER)));
    },
    show: () => {},
    obey: async () => {},
    dismissed: () => {},
    pending: new Pending(new Kept()),
    random: () => 0,
  });
  speaking.start();
  await pass(0);
  speaking.called(0);
  await pass(0);
  assert.equal(said.length, 1);
  release();
  await settle();
  await pass(0);
  assert.equal(said.length, 2);
});

test("many that are called spread themselves", async () => {
  const { speaking, said } = tablet();
  speaking.called(2000);
  await pass(999);
  assert.equal(said.length, 0);
  await pass(1);
  assert.equal(said.length, 1);
});

test("nobody answers: it tries again and what it has done is not lost", async () => {
  const { speaking, said, pending } = tablet({ answers: [new Error("offline")] });
  pending.add(3);
  speaking.start();
  await pass(400);
  await pass(20_000);
  assert.deepEqual(said, [[3], [3]]);
  assert.deepEqual(pending.ids, []);
});

test("a tablet that is none of the house any more falls silent", async () => {
  const refusal = Object.assign(new Error("no"), { code: "no_tablet" });
  const { speaking, said, dismissed } = tablet({ answers: [refusal] });
  speaking.start();
  await pass(400);
  speaking.called(0);
  await pass(100_000);
  assert.equal(said.length, 1);
  assert.equal(dismissed(), 1);
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
  const pending = new Pending(broken);
  pending.add(1);
  pending.add(1);
  assert.deepEqual(pending.ids, [1]);
  pending.drop([1]);
  assert.deepEqual(pending.ids, []);
});
