/** Row of a file being uploaded. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./upload.js").Upload} Upload */

/**
 * @param {string} label
 * @param {string} focus
 * @param {() => void} press
 */
const button = (label, focus, press) =>
  el(
    "button",
    { class: "button", type: "button", "data-focus": focus, onclick: press },
    label,
  );

/**
 * @param {Upload} upload
 * @param {import("./upload.js").Uploads} uploads
 */
export function uploadRow(upload, uploads) {
  const isFailed = upload.state === "failed";
  return el(
    "li",
    { class: "paper paper--upload" },
    el("span", { class: "paper-thumb" }),
    el(
      "div",
      { class: "paper-words" },
      el("span", { class: "paper-name" }, upload.file.name),
      upload.replaces === null
        ? null
        : el("span", { class: "small faint" }, t("Bản mới của một tài liệu ở đây")),
      isFailed
        ? el("p", { class: "small paper-why", role: "alert" }, upload.message)
        : el("span", { class: "small faint" }, uploadStatusText(upload)),
      isFailed ? null : el("progress", { class: "bar", max: 1, value: upload.part }),
    ),
    isFailed
      ? el(
          "div",
          { class: "row" },
          button(t("Thử lại"), `again:${upload.id}`, () => uploads.retry(upload)),
          button(t("Bỏ"), `drop:${upload.id}`, () => uploads.forget(upload)),
        )
      : null,
  );
}

/** @param {Upload} upload */
function uploadStatusText({ state, percent }) {
  if (state === "waiting") return t("Chờ tải lên");
  if (state === "kept") return t("Đã tải lên, chờ xử lý");
  return t("Đang tải lên {percent} %", { percent });
}
