import assert from "node:assert/strict";
import test from "node:test";
import { EVERY_MS, Telling } from "../../../static/js/checkins/telling.js";

function makeTelling() {
  const house = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const told = [];
  let now = 0;
  const telling = new Telling(
    house,
    async (...said) => told.push(said),
    () => now,
  );
  const pass = (ms) => {
    now += ms;
  };
  return { house, told, telling, pass };
}

test("it speaks at once, then every ten seconds", async () => {
  const { told, telling, pass } = makeTelling();
  await telling.once();
  await telling.once();
  assert.deepEqual(told, [[3, { waiting: 0, refused: 0 }]]);
  pass(EVERY_MS);
  await telling.once();
  assert.equal(told.length, 2);
});

test("it tells what waits apart from what the server would not have", async () => {
  const { house, told, telling } = makeTelling();
  house.queue = new Map([..."abc"].map((id) => [id, { id }]));
  house.waiting = [{ id: "a" }, { id: "b" }];
  await telling.once();
  assert.deepEqual(told, [[3, { waiting: 2, refused: 1 }]]);
});

test("it is silent where no gate is chosen or the server is away", async () => {
  const { house, told, telling } = makeTelling();
  house.isAway = true;
  await telling.once();
  Object.assign(house, { isAway: false, gate: null });
  await telling.once();
  assert.deepEqual(told, []);
  house.gate = { id: 4 };
  await telling.once();
  assert.equal(told.length, 1);
});

test("a word that is lost is said again later; a mistake of ours is not hidden", async () => {
  const house = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const lost = Object.assign(new Error("away"), { status: 0 });
  await new Telling(house, () => Promise.reject(lost)).once();
  await assert.rejects(
    new Telling(house, () => Promise.reject(new TypeError("ours"))).once(),
  );
});
