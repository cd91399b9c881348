/** The people of one site, and the tablets before them. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {{name: string, position: string, seat: string, tablet: string}} SiteMember */

/** @param {string} tablet how it stands; nothing: none is signed in */
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
  const list = el("ul", { class: "apart-rows" }, ...rows.map(drawRow));
  const rest = more
    ? [el("p", { class: "soft apart-more" }, t("và {more} người nữa", { more }))]
    : [];
  return [list, ...rest];
}

/** @param {SiteMember} row */
function drawRow({ name, position, seat, tablet }) {
  const where = [seat && t("Ghế {seat}", { seat }), position].filter(Boolean);
  return el(
    "li",
    { class: "apart-row" },
    el("b", { class: "apart-name" }, name),
    el("span", { class: "apart-since" }, tabletWords(tablet)),
    el("span", { class: "apart-where soft" }, where.join(" · ")),
  );
}
