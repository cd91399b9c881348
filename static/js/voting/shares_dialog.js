/** The tellers' shares of a vote's key: shown once at opening, entered at the close. */

import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { ask, inform } from "./dialogs.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/**
 * Show each share; nobody can show them again.
 * @param {Vote} vote
 * @param {string[]} shares
 */
export function showShares({ share_threshold: least = 0 }, shares) {
  return inform(
    t("Chìa khoá của người kiểm phiếu"),
    [
      el(
        "p",
        { class: "notice notice--warn" },
        t(
          "Chỉ hiện một lần. Xin mỗi người kiểm phiếu chép lại phần của mình; cần {least} phần để mở phiếu.",
          { least },
        ),
      ),
      el(
        "ol",
        { class: "vote-shares-list" },
        ...shares.map((share) => el("li", {}, el("code", {}, share))),
      ),
    ],
    t("Đã chép đủ, đóng lại"),
  );
}

/**
 * Ask for as many shares as are needed.
 * @param {Vote} vote
 * @returns {Promise<string[] | null>} null: not now
 */
export async function askShares({ share_threshold: least = 0 }) {
  const inputs = Array.from({ length: least }, () =>
    el("textarea", { rows: 4, autocomplete: "off", spellcheck: "false" }),
  );
  const isSure = await ask(
    { title: t("Nhập chìa khoá để mở phiếu"), yes: t("Mở phiếu"), no: t("Để sau") },
    inputs.map((input, index) =>
      field(t("Phần thứ {number}", { number: index + 1 }), input),
    ),
  );
  return isSure ? inputs.map(({ value }) => value.trim()).filter(Boolean) : null;
}
