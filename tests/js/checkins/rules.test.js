import assert from "node:assert/strict";
import test from "node:test";
import {
  decide,
  attendanceAfter,
  UNKNOWN_ATTENDANCE,
} from "../../../static/js/checkins/rules.js";

const PERSON = {
  id: 7,
  name: "Hoàng Thị Ngọc Ánh",
  role: "",
  seat: "",
  site: 1,
  unit: "",
};
const GATE = { id: 3, name: "Cửa A", site: null };

function verdict(known = {}, asked = {}) {
  const base = { isAnswerable: true, person: PERSON, isRevoked: false };
  return decide(
    { ...base, line: UNKNOWN_ATTENDANCE, ...known },
    { gate: GATE, direction: "in", insists: false, ...asked },
  ).verdict;
}

const INSIDE = attendanceAfter({ at: 5, gate: 3, direction: "in" });
const OUTSIDE = attendanceAfter({ at: 9, gate: 3, direction: "out" });

test("a listed person is admitted once", () => {
  assert.equal(verdict(), "admitted");
  assert.equal(verdict({ line: INSIDE }), "already_inside");
  assert.equal(verdict({ line: OUTSIDE }), "admitted");
});

test("a person inside can leave", () => {
  assert.equal(verdict({ line: INSIDE }, { direction: "out" }), "left");
  assert.equal(verdict({}, { direction: "out" }), "not_inside");
});

test("an earlier note requires attention", () => {
  assert.equal(
    verdict({ line: { ...UNKNOWN_ATTENDANCE, state: "absent" } }),
    "attention",
  );
});

test("another site is refused unless overridden", () => {
  const gate = { ...GATE, site: 2 };
  assert.equal(verdict({}, { gate }), "other_site");
  assert.equal(verdict({}, { gate, insists: true }), "admitted");
  assert.equal(verdict({ person: { ...PERSON, site: null } }, { gate }), "admitted");
});

test("revoked, unknown and undecidable badges have different verdicts", () => {
  assert.equal(verdict({ isRevoked: true }), "revoked");
  assert.equal(verdict({ person: undefined }), "unknown");
  assert.equal(verdict({ isAnswerable: false, person: undefined }), "needs_server");
});
