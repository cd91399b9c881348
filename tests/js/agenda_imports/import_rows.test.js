import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  chosenColumns,
  itemsOf,
  problemOf,
  totals,
} from "../../../static/js/agenda_imports/import_rows.js";

const CANDIDATE = { id: 7, name: "Nguyễn Văn An", unit: "Tỉnh uỷ" };

/** @param {Partial<import("../../../static/js/agenda_imports/import_rows.js").ImportRow>} more */
const row = (more = {}) => ({
  title: "Báo cáo",
  minutes: 15,
  kind: "report",
  presenter: "Đ/c An",
  presenter_id: /** @type {number | null} */ (null),
  candidates: /** @type {typeof CANDIDATE[]} */ ([]),
  is_included: true,
  ...more,
});

describe("rows of an imported agenda", () => {
  it("are sent with the member, or with the words of the table", () => {
    const [text, member] = itemsOf([
      row(),
      row({ presenter_id: 7, candidates: [CANDIDATE] }),
      row({ is_included: false }),
    ]);
    assert.equal(text?.presenter_text, "Đ/c An");
    assert.equal(text?.planned_minutes, 15);
    assert.equal(member?.presenter_id, 7);
    assert.equal(member?.presenter_text, "");
    assert.equal(itemsOf([row({ is_included: false })]).length, 0);
  });

  it("say what has to be mended", () => {
    assert.equal(problemOf(row()), "");
    for (const wrong of [
      { title: " " },
      { title: "x".repeat(501) },
      { minutes: -1 },
      { minutes: 1.5 },
      { minutes: Number.NaN },
      { minutes: 1441 },
    ]) {
      assert.notEqual(problemOf(row(wrong)), "");
      assert.equal(problemOf(row({ ...wrong, is_included: false })), "");
    }
  });

  it("are counted as far as they are added", () => {
    const counted = totals([
      row(),
      row({ title: "" }),
      row({ candidates: [CANDIDATE, { ...CANDIDATE, id: 8 }] }),
      row({ is_included: false, minutes: 100 }),
    ]);
    assert.deepEqual(counted, { count: 3, minutes: 45, problems: 1, undecided: 1 });
  });
});

describe("columns chosen by hand", () => {
  it("hold each kind once: the last choice wins", () => {
    const columns = [{ field: "time" }, { field: "content" }, { field: "content" }];
    assert.deepEqual(chosenColumns(columns, 2), { 0: "time", 2: "content" });
    assert.deepEqual(chosenColumns([{ field: "" }, { field: "content" }], 0), {
      1: "content",
    });
  });
});
