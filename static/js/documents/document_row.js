/** Document in the delegate's agenda: thumbnail, title, length. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { imageAddress } from "./page_file_cache.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */

/**
 * @param {MeetingDocument} paper
 * @returns {string}
 */
export function lengthOf(paper) {
  if (paper.state === "ready") return t("{count} trang", { count: paper.page_count });
  if (!paper.page_count) return t("Đang chuẩn bị");
  return t("Đang chuẩn bị: {ready}/{count} trang", {
    ready: paper.pages_ready,
    count: paper.page_count,
  });
}

/**
 * @param {MeetingDocument} paper
 * @param {(event: Event) => void} open
 * @returns {HTMLButtonElement}
 */
export function documentRow(paper, open) {
  const picture = paper.thumbnail
    ? el("img", {
        src: imageAddress(paper.id, paper.thumbnail),
        alt: "",
        loading: "lazy",
      })
    : el("span", { class: "paper-blank" });
  const isDraft = paper.publication !== "published";
  return el(
    "button",
    { class: "paper", type: "button", "data-paper": paper.id, onclick: open },
    el("span", { class: "paper-picture" }, picture),
    el(
      "span",
      { class: "paper-text" },
      el("span", { class: "paper-title" }, paper.title),
      el("span", { class: "paper-length" }, lengthOf(paper)),
      isDraft && el("span", { class: "tag" }, t("Chưa phát hành")),
      el("span", { class: "paper-live" }, t("Chủ toạ đang mở")),
    ),
  );
}
