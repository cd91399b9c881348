/** Dialog to add or change a unit. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/**
 * @typedef {{id: number, name: string, symbol: string, email: string,
 *   parent_id: number | null, is_closed: boolean, revision: number, devices: number,
 *   people: {account_id: number, full_name: string, username: string}[]}} Unit
 */

/** @extends {FormController} */
class UnitFormController extends FormController {
  /** @override */
  get address() {
    const { unit } = this.context;
    return unit ? addresses.unitsChange(unit.id) : addresses.unitsAdd();
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ name = "", symbol = "", email = "", parent = "" }) {
    const { unit } = this.context;
    const details = { name, symbol, email, parent_id: parent ? Number(parent) : null };
    return unit ? { details, revision: unit.revision } : details;
  }

  /** @override */
  done() {
    location.reload();
  }
}

/**
 * Show it; the page is loaded anew when it is saved.
 * @param {Unit | null} unit null: a new one
 * @param {Unit[]} units those it may stand below
 */
export function openUnitDialog(unit, units) {
  const input = (/** @type {"name" | "symbol" | "email"} */ name, maxlength = 200) =>
    el("input", { name, value: unit?.[name], maxlength, autocomplete: "off" });
  const form = el(
    "form",
    { method: "dialog", class: "stack", novalidate: true },
    field(t("Tên đơn vị"), input("name")),
    field(t("Ký hiệu"), input("symbol", 30), t("Ví dụ: STC")),
    field(
      t("Thư điện tử"),
      input("email", 254),
      t("Nơi nhận thông báo và bản tổng hợp hằng tuần."),
    ),
    field(t("Đơn vị cấp trên"), parentChoice(unit, units)),
    el("p", {
      class: "notice notice--error",
      "data-target": "refusal",
      role: "alert",
      hidden: true,
    }),
    answers(() => dialog.close()),
  );
  const dialog = el(
    "dialog",
    { class: "ask unit-dialog", "aria-labelledby": "unit-dialog-title" },
    el("h2", { id: "unit-dialog-title" }, unit ? t("Sửa đơn vị") : t("Thêm đơn vị")),
    form,
  );
  new UnitFormController(form, { unit }).start();
  return openModal(dialog);
}

/**
 * @param {Unit | null} unit
 * @param {Unit[]} units
 */
function parentChoice(unit, units) {
  const others = units.filter(({ id }) => id !== unit?.id);
  return el(
    "select",
    { name: "parent" },
    el("option", { value: "" }, t("Không trực thuộc đơn vị nào")),
    ...others.map(({ id, name }) =>
      el("option", { value: id, selected: id === unit?.parent_id }, name),
    ),
  );
}

/** @param {() => void} onNo */
function answers(onNo) {
  return el(
    "div",
    { class: "row ask-answers" },
    el("button", { class: "button", type: "button", onclick: onNo }, t("Huỷ")),
    el(
      "button",
      { class: "button button--primary", type: "submit", "data-target": "submit" },
      t("Lưu đơn vị"),
    ),
  );
}
