/** People of one site and their tablets. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {{name: string, position: string, seat: string, tablet: string}} SiteMember */

/** @param {string} tablet status; empty: nobody signed in */
function tabletWords(tablet) {
  /** @type {Record<string, string>} */
  const words = {
    "": t("Chưa đăng nhập"),
    lost: t("Mất kết nối"),
    behind: t("Chậm"),
    asleep: t("Máy ngủ"),
    alone: t("Đọc riêng"),
  };
  return words[tablet] ?? t("Đang theo");
}

/**
 * @param {SiteMember[]} rows
 * @param {number} more
 * @returns {HTMLElement[]}
 */
export function peopleList(rows, more) {
  if (!rows.length) {
    return [el("p", { class: "soft" }, t("Điểm cầu này chưa có ai trong danh sách."))];
  }
  const list = el("ul", { class: "status-list-rows" }, ...rows.map(drawRow));
  const rest = more
    ? [el("p", { class: "soft status-list-more" }, t("và {more} người nữa", { more }))]
    : [];
  return [list, ...rest];
}

/** @param {SiteMember} row */
function drawRow({ name, position, seat, tablet }) {
  const where = [seat && t("Ghế {seat}", { seat }), position].filter(Boolean);
  return el(
    "li",
    { class: "status-list-row" },
    el("b", { class: "status-list-name" }, name),
    el("span", { class: "status-list-since" }, tabletWords(tablet)),
    el("span", { class: "status-list-where soft" }, where.join(" · ")),
  );
}
