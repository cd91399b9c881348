import assert from "node:assert/strict";
import test from "node:test";
import {
  INTERVAL_MS,
  GateHeartbeat,
} from "../../../static/js/checkins/gate_heartbeat.js";

function makeHeartbeat() {
  const service = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const sent = [];
  let now = 0;
  const heartbeat = new GateHeartbeat(
    service,
    async (...said) => sent.push(said),
    () => now,
  );
  const pass = (ms) => {
    now += ms;
  };
  return { service, sent, heartbeat, pass };
}

test("it sends at once, then every ten seconds", async () => {
  const { sent, heartbeat, pass } = makeHeartbeat();
  await heartbeat.sendIfDue();
  await heartbeat.sendIfDue();
  assert.deepEqual(sent, [[3, { waiting: 0, refused: 0 }]]);
  pass(INTERVAL_MS);
  await heartbeat.sendIfDue();
  assert.equal(sent.length, 2);
});

test("waiting and rejected scans are counted separately", async () => {
  const { service, sent, heartbeat } = makeHeartbeat();
  service.queue = new Map([..."abc"].map((id) => [id, { id }]));
  service.waiting = [{ id: "a" }, { id: "b" }];
  await heartbeat.sendIfDue();
  assert.deepEqual(sent, [[3, { waiting: 2, refused: 1 }]]);
});

test("without a gate or offline nothing is sent", async () => {
  const { service, sent, heartbeat } = makeHeartbeat();
  service.isAway = true;
  await heartbeat.sendIfDue();
  Object.assign(service, { isAway: false, gate: null });
  await heartbeat.sendIfDue();
  assert.deepEqual(sent, []);
  service.gate = { id: 4 };
  await heartbeat.sendIfDue();
  assert.equal(sent.length, 1);
});

test("a lost heartbeat is repeated; a programming error is raised", async () => {
  const service = { gate: { id: 3 }, isAway: false, queue: new Map(), waiting: [] };
  const lost = Object.assign(new Error("away"), { status: 0 });
  await new GateHeartbeat(service, () => Promise.reject(lost)).sendIfDue();
  await assert.rejects(
    new GateHeartbeat(service, () => Promise.reject(new TypeError("ours"))).sendIfDue(),
  );
});
