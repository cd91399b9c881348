import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../../static/js/base/api.js";
import {
  BadgeSignIn,
  REPEAT_INTERVAL_MS,
} from "../../../static/js/badges/badge_sign_in.js";

const WELCOME = { go: "/m/1/tablet", name: "Hoàng Thị Ngọc Ánh", notice: null };

function makeDesk({ meetingId = null, refuse = false } = {}) {
  const asked = [];
  const clock = { ms: 0 };
  const presenting = new BadgeSignIn({
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

test("a scanned badge leads to the welcome phase", async () => {
  const { presenting, asked, phases } = makeDesk({ meetingId: 7 });
  await presenting.submit({ secret: "s" });
  assert.deepEqual(asked, [{ secret: "s", meeting: 7 }]);
  assert.deepEqual(phases, ["idle", "asking", "welcome"]);
  assert.equal(presenting.phase.go, "/m/1/tablet");
});

test("no request is sent after sign-in", async () => {
  const { presenting, asked } = makeDesk();
  await Promise.all([
    presenting.submit({ secret: "a" }),
    presenting.submit({ secret: "b" }),
  ]);
  await presenting.submit({ secret: "c" });
  assert.equal(asked.length, 1);
});

test("the server's error message is shown and another badge is accepted", async () => {
  const { presenting, asked } = makeDesk({ refuse: true });
  await presenting.submit({ code: "ABCD2345" });
  assert.deepEqual(presenting.phase, {
    is: "refused",
    message: "Máy chủ không nhận ra thẻ này.",
  });
  await presenting.submit({ code: "ABCD2346" });
  assert.equal(asked.length, 2);
});

test("a foreign code is reported without its text", async () => {
  const { presenting, asked } = makeDesk({ refuse: true });
  await presenting.submitCameraText("079070001234|Nguyễn Văn A|01011970", null);
  assert.deepEqual(asked, [{ secret: "" }]);
});

test("a badge held before the camera is sent once", async () => {
  const { presenting, asked, clock } = makeDesk({ refuse: true });
  for (let look = 0; look < 100; look += 1) {
    clock.ms += 120;
    await presenting.submitCameraText("x", { secret: "x" });
  }
  assert.equal(asked.length, 1);
  clock.ms += REPEAT_INTERVAL_MS;
  await presenting.submitCameraText("x", { secret: "x" });
  assert.equal(asked.length, 2, "shown anew after a while");
  await presenting.submitCameraText("y", { secret: "y" });
  assert.equal(asked.length, 3, "another badge is asked about at once");
});

/** A desk whose server asks for a PIN, and answers in turn what is given. */
function makePinDesk(answers, meetingId = null) {
  const asked = [];
  const presenting = new BadgeSignIn({
    meetingId,
    ask: async (body) => {
      asked.push(body);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { presenting, asked };
}

const PIN = { pin: { name: "Lò Văn Pánh", choose: false, tries_left: 5 } };

test("the PIN is sent together with the scanned badge", async () => {
  const { presenting, asked } = makePinDesk([PIN, WELCOME], 7);
  await presenting.submit({ secret: "s" });
  assert.deepEqual(presenting.phase, { is: "pin", message: "", ...PIN.pin });
  await presenting.submit({ secret: "other" });
  await presenting.enterPin("2580");
  assert.deepEqual(asked, [
    { secret: "s", meeting: 7 },
    { secret: "s", meeting: 7, pin: "2580" },
  ]);
  assert.equal(presenting.phase.is, "welcome");
});

test("a chosen PIN is sent as a new one", async () => {
  const { presenting, asked } = makePinDesk([
    { pin: { ...PIN.pin, choose: true } },
    WELCOME,
  ]);
  await presenting.submit({ secret: "s" });
  await presenting.enterPin("2580");
  assert.deepEqual(asked[1], { secret: "s", new_pin: "2580" });
});

test("a wrong PIN asks again; a locked one ends it", async () => {
  const wrong = new ApiError(403, "wrong_pin", "Còn 4 lần thử.");
  const locked = new ApiError(403, "pin_locked", "Xin tới bàn tiếp đón.");
  const { presenting } = makePinDesk([PIN, wrong, locked, PIN]);
  await presenting.submit({ secret: "s" });
  await presenting.enterPin("1111");
  assert.equal(presenting.phase.is, "pin");
  assert.equal(presenting.phase.message, "Còn 4 lần thử.");
  await presenting.enterPin("1112");
  assert.deepEqual(presenting.phase, {
    is: "refused",
    message: "Xin tới bàn tiếp đón.",
  });
  // Nothing of the badge is kept.
  await presenting.enterPin("2580");
  assert.equal(presenting.phase.is, "refused");
});

test("cancelling the PIN drops the badge's secret", async () => {
  const { presenting, asked } = makePinDesk([PIN]);
  await presenting.submit({ secret: "s" });
  presenting.cancelPin();
  assert.deepEqual(presenting.phase, { is: "idle" });
  await presenting.enterPin("2580");
  assert.equal(asked.length, 1);
});
