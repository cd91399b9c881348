import assert from "node:assert/strict";
import test from "node:test";
import {
  parseLocalInput,
  formatLocalInput,
} from "../../../static/js/base/date_time_field.js";

test("a moment is read as people write it, day before month", () => {
  const ways = [
    "23/11/2026 07:30",
    "23/11/2026, 7:30",
    " 23.11.2026 7h30 ",
    "23-11-2026 7 giờ 30",
  ];
  for (const way of ways) assert.equal(parseLocalInput(way), "2026-11-23T07:30", way);
  assert.equal(parseLocalInput("1/2/2026 0:05"), "2026-02-01T00:05");
});

test("empty input differs from invalid input", () => {
  assert.equal(parseLocalInput("  "), "");
  const wrong = [
    ...["11/23/2026 07:30", "31/02/2026 07:30", "23/11/2026", "23/11/26 07:30"],
    ...[
      "23/11/2026 24:00",
      "23/11/2026 07:60",
      "2026-11-23T07:30",
      "mai",
      "0/1/2026 1:00",
    ],
  ];
  for (const text of wrong) assert.equal(parseLocalInput(text), null, text);
});

test("it is written in one way, which is read again", () => {
  assert.equal(formatLocalInput("2026-02-01T07:05"), "01/02/2026 07:05");
  assert.equal(
    parseLocalInput(formatLocalInput("2026-02-01T07:05")),
    "2026-02-01T07:05",
  );
  assert.equal(formatLocalInput(""), "");
});
