/**
 * Notice that shows the own and the other version of a form, and lets the user choose.
 */

import { el } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Draw the choice; null where there is nothing to choose.
 * @param {import("./three_way_form.js").ThreeWayForm} form
 * @param {Record<string, {label: string, format: (value: any) => string}>} fields
 *   what each field is called, and how its value reads
 * @param {() => void} onChoice
 * @returns {HTMLElement | null}
 */
export function conflictNotice(form, fields, onChoice) {
  const { other } = form;
  if (!other) return null;
  const lines = Object.entries(fields).flatMap(([name, field]) => {
    const mine = field.format(form.mine[name]);
    const theirs = field.format(other.theirs[name]);
    return mine === theirs ? [] : [fieldRows(field.label, mine, theirs)];
  });
  const choose = (/** @type {"keepMine" | "takeTheirs"} */ choice) => () => {
    form[choice]();
    onChoice();
  };
  return el(
    "div",
    { class: "notice notice--warn stack conflict", role: "alert" },
    el("p", {}, messageText(other.by)),
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
function messageText(by) {
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
function fieldRows(label, mine, theirs) {
  return [
    el("dt", {}, label),
    el("dd", {}, el("span", { class: "label small" }, t("Của tôi")), mine || "–"),
    el("dd", {}, el("span", { class: "label small" }, t("Bản mới")), theirs || "–"),
  ];
}
