/**
 * Labels for the state of a tablet. Pure functions.
 *
 * @typedef {"silent" | "seat" | "battery" | "version" | "papers" | "clock" | "storage"} Need
 * @typedef {{kind: string, outcome: "waiting" | "done" | "refused" | "expired"}} TabletCommand
 * @typedef {{id: number, number: number, name: string, seat: string, is_locked: boolean,
 *   needs: Need[], holder: string, own_seat: string, papers_wanted: number,
 *   seconds: number | null, battery?: number | null, is_charging?: boolean | null,
 *   clock?: number, version?: string, used?: number | null, quota?: number | null,
 *   papers?: number | null, screen?: string, is_hidden?: boolean, paper: string,
 *   page: number, order: TabletCommand | null | undefined}} Tablet
 */

import { folded } from "../base/folded.js";
import { t } from "../base/i18n.js";

const MEGABYTE = 1024 * 1024;

/** @param {number} number */
export function numberOf(number) {
  return String(number).padStart(2, "0");
}

/** @param {number | null} seconds since it was heard; null: never, or too long ago */
export function heard(seconds) {
  if (seconds === null) return t("chưa nghe thấy");
  if (seconds < 60) return t("vừa xong");
  if (seconds < 3600)
    return t("{count} phút trước", { count: Math.floor(seconds / 60) });
  return t("{count} giờ trước", { count: Math.floor(seconds / 3600) });
}

/** @param {Tablet} tablet */
export function battery({ battery: level, is_charging: isCharging }) {
  if (level === null || level === undefined) return "–";
  return isCharging ? t("{level} %, đang sạc", { level }) : t("{level} %", { level });
}

/** @param {Tablet} tablet */
export function clock({ clock: seconds }) {
  if (seconds === undefined) return "–";
  if (Math.abs(seconds) < 2) return t("đúng");
  const size = Math.abs(seconds);
  const length =
    size < 120
      ? t("{count} giây", { count: size })
      : t("{count} phút", { count: Math.round(size / 60) });
  return seconds > 0 ? t("nhanh {length}", { length }) : t("chậm {length}", { length });
}

/** @param {Tablet} tablet */
export function papers({ papers: kept, papers_wanted: wanted, holder }) {
  if (kept === null || kept === undefined || !holder) return "–";
  return `${kept}/${wanted}`;
}

/** @param {Tablet} tablet */
export function storage({ used, quota }) {
  if (typeof used !== "number" || typeof quota !== "number") return "–";
  return t("còn {free} MB", {
    free: Math.max(0, Math.round((quota - used) / MEGABYTE)),
  });
}

/** @param {Tablet} tablet */
export function version({ version: own, needs }) {
  if (own === undefined) return "–";
  return needs.includes("version") ? t("cũ ({own})", { own }) : t("mới nhất");
}

/** @param {Tablet} tablet */
export function shown({ is_locked: isLocked, is_hidden, screen, paper, page }) {
  if (isLocked) return t("Đang tạm khoá");
  if (screen === undefined) return "";
  if (is_hidden) return t("Màn hình tắt");
  if (screen === "idle") return t("Đang chờ thẻ");
  if (screen === "other") return t("Màn hình khác");
  return paper ? t("Trang {page} · {paper}", { page, paper }) : t("Chưa mở tài liệu");
}

/**
 * @param {Need} need
 * @param {Tablet} tablet
 */
export function needOf(need, tablet) {
  const missing = tablet.papers_wanted - (tablet.papers ?? 0);
  return {
    silent: t("Im lặng"),
    seat: t("Nhầm ghế: đúng ra là {seat}", { seat: tablet.own_seat }),
    battery: t("Pin yếu"),
    version: t("Phần mềm cũ, cần tải lại"),
    papers: t("Thiếu {count} tài liệu", { count: missing }),
    clock: t("Đồng hồ sai"),
    storage: t("Sắp hết chỗ chứa"),
  }[need];
}

/** @param {string} kind */
export function commandLabel(kind) {
  /** @type {Record<string, string>} */
  const words = {
    identify: t("Nháy số máy"),
    reload: t("Tải lại"),
    lock: t("Khoá"),
    unlock: t("Mở khoá"),
    sign_out: t("Đăng xuất"),
    open: t("Mở hội nghị"),
  };
  return words[kind] ?? kind;
}

/** @param {TabletCommand | null | undefined} order */
export function orderOf(order) {
  if (!order) return "";
  const action = commandLabel(order.kind);
  return {
    waiting: t("{action}: đang chờ máy", { action }),
    done: t("{action}: đã làm", { action }),
    refused: t("{action}: không làm, máy đang ở hội nghị khác", { action }),
    expired: t("{action}: máy không trả lời", { action }),
  }[order.outcome];
}

/**
 * Tell whether a tablet is one that was looked for.
 * @param {Tablet} tablet
 * @param {string} words folded
 */
export function isFound(tablet, words) {
  const { number, name, seat, holder } = tablet;
  const text = folded(
    `máy ${numberOf(number)} ${number} ghế ${seat} ${name} ${holder}`,
  );
  return words.split(/\s+/).every((word) => text.includes(word));
}
