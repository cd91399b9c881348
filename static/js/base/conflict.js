/** Shows the other's version beside mine, and lets me choose; used by every form. */

import { el } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Draw the choice; null where there is nothing to choose.
 * @param {import("./edit.js").Edit} edit
 * @param {Record<string, {label: string, words: (value: any) => string}>} fields
 *   what each field is called, and how its value reads
 * @param {() => void} chosen
 * @returns {HTMLElement | null}
 */
export function conflictNotice(edit, fields, chosen) {
  const { other } = edit;
  if (!other) return null;
  const lines = Object.entries(fields).flatMap(([name, field]) => {
    const mine = field.words(edit.mine[name]);
    const theirs = field.words(other.theirs[name]);
    return mine === theirs ? [] : [line(field.label, mine, theirs)];
  });
  const choose = (/** @type {"keepMine" | "takeTheirs"} */ deed) => () => {
    edit[deed]();
    chosen();
  };
  return el(
    "div",
    { class: "notice notice--warn stack conflict", role: "alert" },
    el("p", {}, sentence(other.by)),
    el("dl", { class: "conflict-lines" }, ...lines.flat()),
    el(
      "div",
      { class: "row" },
      el(
        "button",
        { class: "button", type: "button", onclick: choose("keepMine") },
        t("Giữ bản của tôi"),
      ),
      el(
        "button",
        { class: "button", type: "button", onclick: choose("takeTheirs") },
        t("Lấy bản mới"),
      ),
    ),
  );
}

/** @param {string} by */
function sentence(by) {
  if (by) {
    return t("{name} vừa sửa mục này. Chưa có gì bị ghi đè, xin chọn một bản.", {
      name: by,
    });
  }
  return t("Người khác vừa sửa mục này. Chưa có gì bị ghi đè, xin chọn một bản.");
}

/**
 * @param {string} label
 * @param {string} mine
 * @param {string} theirs
 */
function line(label, mine, theirs) {
  return [
    el("dt", {}, label),
    el("dd", {}, el("span", { class: "label small" }, t("Của tôi")), mine || "–"),
    el("dd", {}, el("span", { class: "label small" }, t("Bản mới")), theirs || "–"),
  ];
}
