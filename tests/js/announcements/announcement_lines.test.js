import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  audienceLabel,
  audienceOf,
  historyOf,
} from "../../../static/js/announcements/announcement_lines.js";

const ROLES = { guest: "Khách mời" };
const MADE = {
  id: 1,
  text: "Nghỉ giải lao",
  urgent: false,
  audience: { kind: "all", ref: /** @type {number | string | null} */ (null) },
  made_at: "2026-11-29T01:00:00+00:00",
  made_by: "Trần Thị Thư",
  ends_at: /** @type {string | null} */ ("2026-11-29T01:15:00+00:00"),
  site: "",
  is_shown: true,
  withdrawn_at: /** @type {string | null} */ (null),
  withdrawn_by: "",
};

describe("words on announcements", () => {
  it("says to whom one goes", () => {
    const site = { ...MADE, audience: { kind: "site", ref: 3 }, site: "Xã Nậm Cắn" };
    const role = { ...MADE, audience: { kind: "role", ref: "guest" } };
    assert.equal(audienceLabel(MADE, ROLES), "Mọi người");
    assert.equal(audienceLabel(site, ROLES), "Xã Nậm Cắn");
    assert.equal(audienceLabel({ ...site, site: "" }, ROLES), "Điểm cầu đã xoá");
    assert.equal(audienceLabel(role, ROLES), "Khách mời");
  });

  it("says who made it, when, and how it ends", () => {
    const made = "Trần Thị Thư gửi lúc 08:00 · ";
    assert.equal(historyOf(MADE), `${made}hiện tới 08:15`);
    assert.equal(historyOf({ ...MADE, is_shown: false }), `${made}đã hết lúc 08:15`);
    assert.equal(
      historyOf({ ...MADE, ends_at: null }),
      `${made}đang hiện tới khi thu hồi`,
    );
    const withdrawn = {
      ...MADE,
      withdrawn_at: "2026-11-29T01:05:00+00:00",
      withdrawn_by: "Lê Văn Chủ",
    };
    assert.equal(historyOf(withdrawn), `${made}Lê Văn Chủ thu hồi lúc 08:05`);
  });

  it("sends only what belongs to the kind of audience", () => {
    const chosen = { site: "7", role: "guest" };
    assert.deepEqual(audienceOf({ kind: "all", ...chosen }), {
      kind: "all",
      ref: null,
    });
    assert.deepEqual(audienceOf({ kind: "site", ...chosen }), { kind: "site", ref: 7 });
    assert.deepEqual(audienceOf({ kind: "role", ...chosen }), {
      kind: "role",
      ref: "guest",
    });
    assert.equal(audienceOf({ kind: "site", site: "", role: "" }).ref, null);
  });
});
