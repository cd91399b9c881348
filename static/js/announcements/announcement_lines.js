/** Words on announcements for those who make them. No page. */

import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";

/** @typedef {import("../live/messages.js").Announcement} Announcement */

/**
 * Say to whom an announcement goes.
 * @param {Announcement} announcement
 * @param {Record<string, string>} roles labels of the roles
 */
export function audienceLabel({ audience, site }, roles) {
  if (audience.kind === "role") return roles[String(audience.ref)] ?? "";
  if (audience.kind === "site") return site || t("Điểm cầu đã xoá");
  return t("Mọi người");
}

/** @param {string} moment */
function clockTime(moment) {
  return toLocalInput(moment).slice(11);
}

/**
 * Say who made it and when, and how it ended or will end.
 * @param {Announcement} announcement
 */
export function historyOf(announcement) {
  const { made_at, made_by } = announcement;
  const made = t("{name} gửi lúc {time}", { name: made_by, time: clockTime(made_at) });
  return `${made} · ${endOf(announcement)}`;
}

/** @param {Announcement} announcement */
function endOf({ ends_at, is_shown, withdrawn_at, withdrawn_by }) {
  if (withdrawn_at)
    return t("{name} thu hồi lúc {time}", {
      name: withdrawn_by ?? "",
      time: clockTime(withdrawn_at),
    });
  if (!ends_at) return t("đang hiện tới khi thu hồi");
  const time = clockTime(ends_at);
  return is_shown ? t("hiện tới {time}", { time }) : t("đã hết lúc {time}", { time });
}

/**
 * Return the audience as it is sent.
 * @param {{kind: string, site: string, role: string}} chosen
 */
export function audienceOf({ kind, site, role }) {
  if (kind === "site") return { kind, ref: Number(site) || null };
  if (kind === "role") return { kind, ref: role };
  return { kind: "all", ref: null };
}
