/** Lists of documents and members for the unread dialog. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { unreadCountText, peopleText } from "./labels.js";

/** @typedef {import("./labels.js").PaperCount} PaperCount */
/** @typedef {import("./labels.js").Unread} Unread */
/** @typedef {import("./labels.js").UnreadMember} UnreadMember */

/** @param {string} words */
const nothing = (words) => el("p", { class: "status-list-empty" }, words);

/**
 * @param {string} name
 * @param {string} words
 * @param {() => void} open
 */
function line(name, words, open) {
  const button = el(
    "button",
    { class: "status-list-site", type: "button", onclick: open },
    el("b", { class: "status-list-name" }, name),
    el("span", { class: "status-list-where soft" }, words),
  );
  return el("li", {}, button);
}

/**
 * @param {PaperCount[]} counts
 * @param {(document: number) => string} title
 * @param {(document: number, title: string) => void} open
 */
export function drawPapers(counts, title, open) {
  if (!counts.length) return nothing(t("Chưa có tài liệu nào được phát hành."));
  const lines = counts.map((count) => {
    const name = title(count.document);
    return line(name, unreadCountText(count), () => open(count.document, name));
  });
  return el("ul", { class: "status-list-sites" }, ...lines);
}

/**
 * @param {Unread} unread
 * @param {(site: number, name: string) => void} open
 */
export function drawUnread({ sites, rows, more }, open) {
  if (sites) {
    const lines = sites.map(({ id, name, count }) => {
      const words = name || t("Chưa xếp điểm cầu");
      return line(words, peopleText(count), () => open(id, words));
    });
    return el("ul", { class: "status-list-sites" }, ...lines);
  }
  if (!rows.length) return nothing(t("Mọi đại biểu đều đã mở tài liệu này."));
  const rest = more
    ? el("li", { class: "soft" }, t("và {more} người nữa", { more }))
    : null;
  return el("ul", { class: "status-list-rows" }, ...rows.map(drawRow), rest);
}

/** @param {UnreadMember} row */
function drawRow({ name, seat, unit, site }) {
  const where = [seat && t("Ghế {seat}", { seat }), unit, site].filter(Boolean);
  return el(
    "li",
    { class: "status-list-row" },
    el("b", { class: "status-list-name" }, name),
    el("span", { class: "status-list-where soft" }, where.join(" · ")),
  );
}
