import assert from "node:assert/strict";
import test from "node:test";
import { ScanSync } from "../../../static/js/checkins/scan_sync.js";
import {
  GateScanner,
  SAME_BADGE_MS,
} from "../../../static/js/checkins/gate_scanner.js";
import { CheckInService } from "../../../static/js/checkins/check_in_service.js";
import { AttendanceCache } from "../../../static/js/checkins/attendance_cache.js";
import { badgeToken } from "../../../static/js/checkins/scan.js";

const SALT = "salt";
const SECRET = "abcdefghijklmnopqrstuv";

class MemoryStore {
  scans = new Map();
  taken = new Set();
  async save(scans) {
    for (const scan of scans) this.scans.set(scan.id, structuredClone(scan));
  }
  async drop(ids) {
    for (const id of ids) this.scans.delete(id);
  }
  async undone() {
    return [...this.taken];
  }
  async saveUndone(id) {
    this.taken.add(id);
  }
  async dropUndone(ids) {
    for (const id of ids) this.taken.delete(id);
  }
  async saveRoll() {}
  async roll() {
    return [];
  }
  async queue() {
    return [...this.scans.values()];
  }
}

async function makeGate(send) {
  const book = new AttendanceCache();
  book.putPeople([[7, "Hoàng Thị Ngọc Ánh", "official_delegate", "A-1", null, ""]]);
  book.putBadges([[await badgeToken(SALT, SECRET), 7, false]]);
  const store = new MemoryStore();
  const service = new CheckInService(book, store, send);
  service.salt = SALT;
  service.gate = { id: 3, name: "Cửa A", site: null };
  const shown = [];
  service.addEventListener("shown", ({ detail }) => shown.push(detail));
  return { service, store, shown, book };
}

const away = () => Promise.reject(Object.assign(new Error("away"), { status: 0 }));
const never = () => new Promise(() => {});

test("a timely answer of the server is the verdict, and nothing stays queued", async () => {
  const sent = [];
  const { service, store, shown } = await makeGate(async (scans) => {
    sent.push(...scans);
    return [{ verdict: "already_inside", at: 5, gate: 9 }];
  });
  await service.pass({ secret: SECRET });
  assert.equal(shown[0].verdict, "already_inside");
  assert.equal(sent[0].secret, SECRET);
  assert.equal(store.scans.size, 0);
});

test("offline the verdict is local, and no secret is stored", async () => {
  const { service, store, shown } = await makeGate(away);
  await service.pass({ secret: SECRET });
  await service.pass({ secret: SECRET });
  assert.deepEqual(
    shown.map(({ verdict }) => verdict),
    ["admitted", "already_inside"],
  );
  const [kept, ...others] = [...store.scans.values()];
  assert.equal(others.length, 0);
  assert.equal(kept.decided, true);
  assert.ok(!JSON.stringify(kept).includes(SECRET));
});

test("a server that does not answer does not delay the verdict", async () => {
  const { service, shown } = await makeGate(never);
  const began = performance.now();
  service.pass({ secret: SECRET });
  while (!shown.length) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(performance.now() - began < 300);
  assert.equal(shown[0].isLocal, true);
});

test("a different late verdict is shown", async () => {
  const { service, shown } = await makeGate(
    () =>
      new Promise((resolve) =>
        setTimeout(resolve, 300, [{ verdict: "wrong_meeting" }]),
      ),
  );
  await service.pass({ secret: "x".repeat(22) });
  assert.deepEqual(
    shown.map(({ verdict }) => verdict),
    ["unknown", "wrong_meeting"],
  );
});

test("queued scans are sent until accepted; rejected ones are kept", async () => {
  const { service, store } = await makeGate(away);
  await service.pass({ secret: SECRET });
  const answers = [away, async () => ({ results: [{ verdict: "wrong_state" }] })];
  const server = {
    send: () => answers.shift()(),
    roll: async () => ({
      salt: SALT,
      taken_at: "t",
      members: [],
      badges: [],
      more: false,
    }),
    news: async () => ({
      ...{ n: 0, since: "t", lines: [], more: false, badges: [] },
      ...{ people: [1, 7], gates: [service.gate] },
    }),
  };
  const scanSync = new ScanSync(service, server);
  await scanSync.runOnce();
  assert.equal(service.isAway, true);
  assert.equal(service.waiting.length, 1);
  await scanSync.runOnce();
  assert.equal(service.isAway, false);
  assert.equal(service.waiting.length, 0);
  assert.equal([...store.scans.values()][0].refused, "wrong_state");
});

test("after a power loss, scans and undone scans are restored", async () => {
  const before = await makeGate(away);
  await before.service.pass({ secret: SECRET });
  const server = { roll: away, news: away, send: away };
  const restart = async () => {
    const { service, book, shown } = await makeGate(away);
    // Nothing of the roll's lines was written, but the scan was.
    Object.assign(service.store, { scans: before.store.scans });
    service.store.taken = before.store.taken;
    const scanSync = new ScanSync(service, server);
    scanSync.now = async () => {};
    await scanSync.start();
    service.isAway = true;
    await service.pass({ secret: SECRET });
    return { verdict: shown[0].verdict, inside: book.inside };
  };
  assert.deepEqual(await restart(), { verdict: "already_inside", inside: 1 });
  await before.service.undo();
  assert.deepEqual(await restart(), { verdict: "admitted", inside: 1 });
});

test("undo restores the attendance and is sent to the server", async () => {
  const { service, store, book } = await makeGate(away);
  await service.pass({ secret: SECRET });
  assert.equal(book.inside, 1);
  await service.undo();
  assert.equal(book.inside, 0);
  assert.deepEqual([...store.taken], [...store.scans.keys()]);
});

test("a badge held before the camera is one scan", async () => {
  const passed = [];
  let now = 0;
  const gate = new GateScanner(
    (reading) => passed.push(reading.secret),
    () => passed.push("foreign"),
    "",
    () => now,
  );
  for (const text of ["a", "a", "b", "a", "b"]) {
    now += 1000;
    await gate.submitCameraText(text, { secret: text });
  }
  assert.deepEqual(passed, ["a", "b"]);
  now += SAME_BADGE_MS + 1;
  await gate.submitCameraText("a", { secret: "a" });
  await gate.submitCameraText("z", null);
  assert.deepEqual(passed, ["a", "b", "a", "foreign"]);
});

test("people are found by parts of the name without marks, by given name", () => {
  const book = new AttendanceCache();
  const names = ["Hoàng Thị Ngọc Ánh", "Lê Ngọc Anh", "Đỗ Văn Bình"];
  book.putPeople(names.map((name, id) => [id, name, "", "", null, ""]));
  const found = (words) => book.find(words).found.map(({ name }) => name);
  assert.deepEqual(found("ngoc anh"), ["Lê Ngọc Anh", "Hoàng Thị Ngọc Ánh"]);
  assert.deepEqual(found("do"), ["Đỗ Văn Bình"]);
  assert.deepEqual(found("  "), []);
});
