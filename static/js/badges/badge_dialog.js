/** Dialog that shows a new badge once, to be scanned or printed. */

import { openModal } from "../base/modal_dialog.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/**
 * Show the badge; resolves when the dialog is closed.
 * @param {{name: string, about: string, place: string}} person
 * @param {{code: string, svg: string}} badge
 * @returns {Promise<void>}
 */
export function showBadge({ name, about, place }, { code, svg }) {
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const dialog = el(
    "dialog",
    { class: "ask badge-sheet" },
    el(
      "div",
      { class: "badge-card" },
      el("h2", {}, name),
      ...[about, place].filter(Boolean).map((words) => el("p", {}, words)),
      el("img", { class: "badge-qr", src: source, alt: t("Mã QR của thẻ") }),
      el("p", { class: "badge-code" }, code),
    ),
    el(
      "p",
      { class: "soft no-print" },
      t(
        "Thẻ chỉ hiện một lần. Xin in ra, hoặc để đại biểu dùng điện thoại quét ngay bây giờ. Thẻ cũ, nếu có, không dùng được nữa.",
      ),
    ),
    el(
      "form",
      { method: "dialog", class: "row no-print" },
      el(
        "button",
        { class: "button button--primary", type: "button", onclick: () => print() },
        t("In thẻ"),
      ),
      el("button", { class: "button" }, t("Xong")),
    ),
  );
  return openModal(dialog);
}
