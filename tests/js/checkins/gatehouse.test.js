import assert from "node:assert/strict";
import test from "node:test";
import { Exchanging } from "../../../static/js/checkins/exchanging.js";
import {
  GatePresenting,
  OUT_OF_SIGHT_MS,
} from "../../../static/js/checkins/gate_presenting.js";
import { Gatehouse } from "../../../static/js/checkins/gatehouse.js";
import { RollBook } from "../../../static/js/checkins/roll_book.js";
import { rollName } from "../../../static/js/checkins/scan.js";

const SALT = "salt";
const SECRET = "abcdefghijklmnopqrstuv";

class MemoryStore {
  scans = new Map();
  taken = new Set();
  async keep(scans) {
    for (const scan of scans) this.scans.set(scan.id, structuredClone(scan));
  }
  async drop(ids) {
    for (const id of ids) this.scans.delete(id);
  }
  async undone() {
    return [...this.taken];
  }
  async keepUndone(id) {
    this.taken.add(id);
  }
  async dropUndone(ids) {
    for (const id of ids) this.taken.delete(id);
  }
  async keepRoll() {}
  async roll() {
    return [];
  }
  async queue() {
    return [...this.scans.values()];
  }
}

async function makeGate(send) {
  const book = new RollBook();
  book.takePeople([[7, "Hoàng Thị Ngọc Ánh", "official_delegate", "A-1", null, ""]]);
  book.takeBadges([[await rollName(SALT, SECRET), 7, false]]);
  const store = new MemoryStore();
  const house = new Gatehouse(book, store, send);
  house.salt = SALT;
  house.gate = { id: 3, name: "Cửa A", site: null };
  const shown = [];
  house.addEventListener("shown", ({ detail }) => shown.push(detail));
  return { house, store, shown, book };
}

const away = () => Promise.reject(Object.assign(new Error("away"), { status: 0 }));
const never = () => new Promise(() => {});

test("the server's word counts where it comes at once; nothing is left to send", async () => {
  const sent = [];
  const { house, store, shown } = await makeGate(async (scans) => {
    sent.push(...scans);
    return [{ verdict: "already_inside", at: 5, gate: 9 }];
  });
  await house.pass({ secret: SECRET });
  assert.equal(shown[0].verdict, "already_inside");
  assert.equal(sent[0].secret, SECRET);
  assert.equal(store.scans.size, 0);
});

test("without the server it decides alone, and keeps no secret", async () => {
  const { house, store, shown } = await makeGate(away);
  await house.pass({ secret: SECRET });
  await house.pass({ secret: SECRET });
  assert.deepEqual(
    shown.map(({ verdict }) => verdict),
    ["admitted", "already_inside"],
  );
  const [kept, ...others] = [...store.scans.values()];
  assert.equal(others.length, 0);
  assert.equal(kept.decided, true);
  assert.ok(!JSON.stringify(kept).includes(SECRET));
});

test("a server that does not answer keeps nobody waiting", async () => {
  const { house, shown } = await makeGate(never);
  const began = performance.now();
  house.pass({ secret: SECRET });
  while (!shown.length) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(performance.now() - began < 300);
  assert.equal(shown[0].isOwn, true);
});

test("a late word that is another one is told", async () => {
  const { house, shown } = await makeGate(
    () =>
      new Promise((resolve) =>
        setTimeout(resolve, 300, [{ verdict: "wrong_meeting" }]),
      ),
  );
  await house.pass({ secret: "x".repeat(22) });
  assert.deepEqual(
    shown.map(({ verdict }) => verdict),
    ["unknown", "wrong_meeting"],
  );
});

test("what waits is sent until the server has it, and what it refuses is not lost", async () => {
  const { house, store } = await makeGate(away);
  await house.pass({ secret: SECRET });
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
      ...{ people: [1, 7], gates: [house.gate] },
    }),
  };
  const exchanging = new Exchanging(house, server);
  await exchanging.once();
  assert.equal(house.isAway, true);
  assert.equal(house.waiting.length, 1);
  await exchanging.once();
  assert.equal(house.isAway, false);
  assert.equal(house.waiting.length, 0);
  assert.equal([...store.scans.values()][0].refused, "wrong_state");
});

test("after a battery died the gate knows whom it let in, and whom it took back", async () => {
  const before = await makeGate(away);
  await before.house.pass({ secret: SECRET });
  const server = { roll: away, news: away, send: away };
  const restart = async () => {
    const { house, book, shown } = await makeGate(away);
    // Nothing of the roll's lines was written, but the scan was.
    Object.assign(house.store, { scans: before.store.scans });
    house.store.taken = before.store.taken;
    const exchanging = new Exchanging(house, server);
    exchanging.now = async () => {};
    await exchanging.start();
    house.isAway = true;
    await house.pass({ secret: SECRET });
    return { verdict: shown[0].verdict, inside: book.inside };
  };
  assert.deepEqual(await restart(), { verdict: "already_inside", inside: 1 });
  await before.house.undo();
  assert.deepEqual(await restart(), { verdict: "admitted", inside: 1 });
});

test("undoing brings back where he stood, and reaches the server", async () => {
  const { house, store, book } = await makeGate(away);
  await house.pass({ secret: SECRET });
  assert.equal(book.inside, 1);
  await house.undo();
  assert.equal(book.inside, 0);
  assert.deepEqual([...store.taken], [...store.scans.keys()]);
});

test("a badge that stays before the camera is one showing", async () => {
  const passed = [];
  let now = 0;
  const gate = new GatePresenting(
    (reading) => passed.push(reading.secret),
    () => passed.push("foreign"),
    "",
    () => now,
  );
  for (const text of ["a", "a", "b", "a", "b"]) {
    now += 1000;
    await gate.see(text, { secret: text });
  }
  assert.deepEqual(passed, ["a", "b"]);
  now += OUT_OF_SIGHT_MS + 1;
  await gate.see("a", { secret: "a" });
  await gate.see("z", null);
  assert.deepEqual(passed, ["a", "b", "a", "foreign"]);
});

test("people are found by parts of the name without marks, by given name", () => {
  const book = new RollBook();
  const names = ["Hoàng Thị Ngọc Ánh", "Lê Ngọc Anh", "Đỗ Văn Bình"];
  book.takePeople(names.map((name, id) => [id, name, "", "", null, ""]));
  const found = (words) => book.find(words).found.map(({ name }) => name);
  assert.deepEqual(found("ngoc anh"), ["Lê Ngọc Anh", "Hoàng Thị Ngọc Ánh"]);
  assert.deepEqual(found("do"), ["Đỗ Văn Bình"]);
  assert.deepEqual(found("  "), []);
});
