import assert from "node:assert/strict";
import { test } from "node:test";
import { officeSettings } from "../../../static/js/official_papers/office_form.js";

const fields = (entries) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) data.set(name, value);
  return data;
};

test("ticks and texts become settings by kind", () => {
  const typed = fields({
    issuing_body: "Tỉnh uỷ",
    has_date_on_minutes: "on",
    "numbered-minutes": "on",
    "symbol-minutes": "BB",
    "signatures-minutes": "THƯ KÝ\n\nCHỦ TOẠ",
    "symbol-attendance_list": "left from before",
  });
  const settings = officeSettings(typed, ["minutes", "attendance_list"]);
  assert.equal(settings.issuing_body, "Tỉnh uỷ");
  assert.equal(settings.place, "");
  assert.equal(settings.has_date_on_minutes, true);
  assert.deepEqual(settings.kinds, {
    minutes: { symbol: "BB", signatures: "THƯ KÝ\n\nCHỦ TOẠ" },
    // Without the tick it bears no number, whatever its field holds.
    attendance_list: { symbol: null, signatures: "" },
  });
});

test("what is not ticked is not set", () => {
  assert.equal(officeSettings(fields({}), []).has_date_on_minutes, false);
});
