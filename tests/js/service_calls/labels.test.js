import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  callerStatus,
  newCalls,
  placeOf,
  waitingTime,
} from "../../../static/js/service_calls/labels.js";

const CALL = {
  id: 1,
  kind: "water",
  state: "open",
  made_at: "2026-11-29T01:00:00+00:00",
  taken_at: null,
  taken_by: "",
  ended_at: null,
  ended_by: "",
};

describe("words on service calls", () => {
  it("counts the waiting time by the server's clock, never below zero", () => {
    const made = Date.parse(CALL.made_at);
    assert.equal(waitingTime(CALL.made_at, made + 45_900), "0:45");
    assert.equal(waitingTime(CALL.made_at, made + 723_000), "12:03");
    assert.equal(waitingTime(CALL.made_at, made - 5000), "0:00");
  });

  it("says where the caller sits, as far as that is known", () => {
    assert.equal(
      placeOf({ ...CALL, seat: "B12", site: "Xã Nậm Cắn" }),
      "Ghế B12 · Xã Nậm Cắn",
    );
    assert.equal(placeOf({ ...CALL, seat: "", site: "Xã Nậm Cắn" }), "Xã Nậm Cắn");
    assert.equal(placeOf(CALL), "");
  });

  it("tells the caller that somebody is on the way", () => {
    assert.equal(callerStatus(undefined), "");
    assert.equal(callerStatus(CALL), "Đã gọi, xin chờ");
    const taken = { ...CALL, state: "taken", taken_by: "Vi Thị Hoa" };
    assert.equal(callerStatus(taken), "Đã có người đến giúp: Vi Thị Hoa");
  });

  it("sounds once for each call that nobody has taken", () => {
    const calls = [CALL, { ...CALL, id: 2 }, { ...CALL, id: 3, state: "taken" }];
    assert.deepEqual(newCalls(calls, new Set([1])), [2]);
  });
});
