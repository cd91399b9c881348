import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  authorOf,
  byItem,
  lineOf,
  placeOf,
  receiptOf,
} from "../../../static/js/opinions/labels.js";

/** @param {Partial<import("../../../static/js/opinions/labels.js").Opinion>} more */
function opinion(more = {}) {
  return {
    id: 1,
    author: "Lò Văn Pánh",
    position: "Bí thư",
    unit: "Huyện uỷ Mường La",
    item: /** @type {number | null} */ (5),
    item_number: "2",
    item_title: "Tờ trình",
    paper_title: "Báo cáo",
    page: 3,
    version: 1,
    quote: "",
    text: "Đồng ý",
    sent_at: "2026-11-23T00:30:00+00:00",
    received_at: /** @type {string | null} */ (null),
    received_by: "",
    ...more,
  };
}

describe("the secretary's line", () => {
  it("counts those that wait", () => {
    const done = opinion({ received_at: "2026-11-23T00:40:00+00:00" });
    assert.equal(lineOf([]), "Ý kiến bằng văn bản");
    assert.match(lineOf([opinion(), done]), /2, 1 chưa tiếp nhận/);
    assert.match(lineOf([done]), /1, đã tiếp nhận hết/);
  });
});

describe("opinions by item", () => {
  it("stand together in the order they come, also where the item is gone", () => {
    const gone = { item: null, item_number: "3", item_title: "Khác" };
    const items = byItem([opinion(), opinion(gone), opinion({ id: 3 }), opinion(gone)]);
    assert.deepEqual(
      items.map(({ title, opinions }) => [title, opinions.length]),
      [
        ["2. Tờ trình", 2],
        ["3. Khác", 2],
      ],
    );
  });
});

describe("an opinion", () => {
  it("names its author, without dots for what is not there", () => {
    assert.equal(authorOf(opinion()), "Lò Văn Pánh · Bí thư · Huyện uỷ Mường La");
    assert.equal(
      authorOf(opinion({ position: "" })),
      "Lò Văn Pánh · Huyện uỷ Mường La",
    );
  });

  it("names its place, and the version where there was more than one", () => {
    assert.equal(placeOf(opinion()), "Báo cáo, trang 3 · 07:30, 23/11/2026");
    assert.match(placeOf(opinion({ version: 2 })), /Báo cáo \(bản 2\), trang 3/);
  });

  it("says who has received it", () => {
    assert.equal(receiptOf(opinion()), "");
    const at = { received_at: "2026-11-23T00:40:00+00:00", received_by: "Thư" };
    assert.equal(receiptOf(opinion(at)), "Đã tiếp nhận lúc 07:40, 23/11/2026, Thư");
  });
});
