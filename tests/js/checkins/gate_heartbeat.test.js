import assert from "node:assert/strict";
import test from "node:test";
import {
  INTERVAL_MS,
  GateHeartbeat,
} from "../../../static/js/checkins/gate_heartbeat.js";

function makeTelling() {
  const service = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const told = [];
  let now = 0;
  const heartbeat = new GateHeartbeat(
    service,
    async (...said) => told.push(said),
    () => now,
  );
  const pass = (ms) => {
    now += ms;
  };
  return { service, told, heartbeat, pass };
}

test("it speaks at once, then every ten seconds", async () => {
  const { told, heartbeat, pass } = makeTelling();
  await heartbeat.sendIfDue();
  await heartbeat.sendIfDue();
  assert.deepEqual(told, [[3, { waiting: 0, refused: 0 }]]);
  pass(INTERVAL_MS);
  await heartbeat.sendIfDue();
  assert.equal(told.length, 2);
});

test("it tells what waits apart from what the server would not have", async () => {
  const { service, told, heartbeat } = makeTelling();
  service.queue = new Map([..."abc"].map((id) => [id, { id }]));
  service.waiting = [{ id: "a" }, { id: "b" }];
  await heartbeat.sendIfDue();
  assert.deepEqual(told, [[3, { waiting: 2, refused: 1 }]]);
});

test("it is silent where no gate is chosen or the server is away", async () => {
  const { service, told, heartbeat } = makeTelling();
  service.isAway = true;
  await heartbeat.sendIfDue();
  Object.assign(service, { isAway: false, gate: null });
  await heartbeat.sendIfDue();
  assert.deepEqual(told, []);
  service.gate = { id: 4 };
  await heartbeat.sendIfDue();
  assert.equal(told.length, 1);
});

test("a word that is lost is said again later; a mistake of ours is not hidden", async () => {
  const service = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const lost = Object.assign(new Error("away"), { status: 0 });
  await new GateHeartbeat(service, () => Promise.reject(lost)).sendIfDue();
  await assert.rejects(
    new GateHeartbeat(service, () => Promise.reject(new TypeError("ours"))).sendIfDue(),
  );
});
