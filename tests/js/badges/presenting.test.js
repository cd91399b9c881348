import assert from "node:assert/strict";
import test from "node:test";
import { Presenting, SAME_AGAIN_MS } from "../../../static/js/badges/presenting.js";

const WELCOME = { go: "/m/1/tablet", name: "Hoàng Thị Ngọc Ánh", notice: null };

function makeDesk({ meetingId = null, refuse = false } = {}) {
  const asked = [];
  const clock = { ms: 0 };
  const presenting = new Presenting({
    meetingId,
    now: () => clock.ms,
    ask: async (body) => {
      asked.push(body);
      if (refuse) throw new Error("Máy chủ không nhận ra thẻ này.");
      return WELCOME;
    },
  });
  const phases = [];
  presenting.watch((phase) => phases.push(phase.is));
  return { presenting, asked, phases, clock };
}

test("a badge goes from shown to welcome", async () => {
  const { presenting, asked, phases } = makeDesk({ meetingId: 7 });
  await presenting.show({ secret: "s" });
  assert.deepEqual(asked, [{ secret: "s", meeting: 7 }]);
  assert.deepEqual(phases, ["idle", "asking", "welcome"]);
  assert.equal(presenting.phase.go, "/m/1/tablet");
});

test("nothing more is asked once somebody is in", async () => {
  const { presenting, asked } = makeDesk();
  await Promise.all([
    presenting.show({ secret: "a" }),
    presenting.show({ secret: "b" }),
  ]);
  await presenting.show({ secret: "c" });
  assert.equal(asked.length, 1);
});

test("a refusal is said in the server's words and another badge may follow", async () => {
  const { presenting, asked } = makeDesk({ refuse: true });
  await presenting.show({ code: "ABCD2345" });
  assert.deepEqual(presenting.phase, {
    is: "refused",
    message: "Máy chủ không nhận ra thẻ này.",
  });
  await presenting.show({ code: "ABCD2346" });
  assert.equal(asked.length, 2);
});

test("a foreign code is told to the desk without its text", async () => {
  const { presenting, asked } = makeDesk({ refuse: true });
  await presenting.see("079070001234|Nguyễn Văn A|01011970", null);
  assert.deepEqual(asked, [{ secret: "" }]);
});

test("a camera that keeps seeing the same badge asks once", async () => {
  const { presenting, asked, clock } = makeDesk({ refuse: true });
  for (let look = 0; look < 100; look += 1) {
    clock.ms += 120;
    await presenting.see("x", { secret: "x" });
  }
  assert.equal(asked.length, 1);
  clock.ms += SAME_AGAIN_MS;
  await presenting.see("x", { secret: "x" });
  assert.equal(asked.length, 2, "shown anew after a while");
  await presenting.see("y", { secret: "y" });
  assert.equal(asked.length, 3, "another badge is asked about at once");
});
