/** Dialog to make a task by hand, or to change one. */

import * as addresses from "../base/addresses.js";
import { parseDay, setDay, watchDay } from "../base/day_field.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { unitsChoice } from "./units_choice.js";

/** @typedef {import("./units_choice.js").NamedUnit} NamedUnit */
/**
 * @typedef {{text: string, lead_unit_id: number | null, cooperating: number[],
 *   due_date: string | null}} TaskDetails
 */
/**
 * @typedef {object} TaskDialogOptions
 * @property {NamedUnit[]} units
 * @property {{id: number, name: string}[]} sources meetings of a new task
 * @property {boolean} mayBeWithoutSource
 * @property {{id: number, revision: number, details: TaskDetails}} [task] to change it
 */

const MAX_TEXT = 5000;

class TaskFormController extends FormController {
  /** @override */
  get address() {
    const { task } = this.context;
    return task ? addresses.tasksChange(task.id) : addresses.tasksMake();
  }

  /** @override */
  body() {
    return this.context.body();
  }

  /** @override */
  done() {
    location.reload();
  }
}

/** @type {TaskDetails} */
const EMPTY = { text: "", lead_unit_id: null, cooperating: [], due_date: null };

/** @param {TaskDialogOptions} options */
function fieldsOf({ units, sources, mayBeWithoutSource, task }) {
  const before = task?.details ?? EMPTY;
  const text = el("textarea", { rows: 5, maxlength: MAX_TEXT, lang: "vi" });
  text.value = before.text;
  const lead = el(
    "select",
    { lang: "vi" },
    el("option", { value: "" }, t("Chưa chọn")),
    ...units.map(({ id, name }) =>
      el("option", { value: id, selected: id === before.lead_unit_id }, name),
    ),
  );
  const others = unitsChoice(units, before.cooperating);
  const due = el("input", { type: "text" });
  watchDay(due);
  setDay(due, before.due_date ?? "");
  const source = el(
    "select",
    { lang: "vi" },
    mayBeWithoutSource && el("option", { value: "" }, t("Không từ hội nghị nào")),
    ...sources.map(({ id, name }) => el("option", { value: id }, name)),
  );
  const elements = [
    field(t("Nội dung nhiệm vụ"), text),
    field(t("Đơn vị chủ trì"), lead),
    others.element,
    field(t("Thời hạn"), due, t("Để trống nếu không ấn định ngày.")),
    task ? null : field(t("Hội nghị"), source),
  ];
  return { elements, text, lead, others, due, source };
}

/**
 * Show it; the page is loaded anew when it is saved.
 * @param {TaskDialogOptions} options
 */
export function openTaskDialog(options) {
  const { task } = options;
  const fields = fieldsOf(options);
  const body = () => {
    const day = parseDay(fields.due.value);
    if (day === null) throw new Error(t("Xin viết ngày/tháng/năm, ví dụ 23/11/2026."));
    const details = {
      text: fields.text.value,
      lead_unit_id: Number(fields.lead.value) || null,
      cooperating: fields.others.chosen(),
      due_date: day || null,
    };
    if (task) return { details, revision: task.revision };
    return { details, source: { meeting_id: Number(fields.source.value) || null } };
  };
  const form = el(
    "form",
    { method: "dialog", class: "stack", novalidate: true },
    ...fields.elements,
    refusalLine(),
    answers(t("Huỷ"), task ? t("Lưu") : t("Giao nhiệm vụ"), () => dialog.close()),
  );
  const title = task ? t("Sửa nhiệm vụ") : t("Giao nhiệm vụ");
  const dialog = el(
    "dialog",
    { class: "ask task-dialog", "aria-labelledby": "task-dialog-title" },
    el("h2", { id: "task-dialog-title" }, title),
    form,
  );
  new TaskFormController(form, { task, body }).start();
  return openModal(dialog);
}

/** The line that says why a form was refused. */
export function refusalLine() {
  return el("p", {
    class: "notice notice--error",
    "data-target": "refusal",
    role: "alert",
    hidden: true,
  });
}

/**
 * @param {string} no
 * @param {string} yes
 * @param {() => void} onNo
 * @param {string} [kind]
 */
export function answers(no, yes, onNo, kind = "button--primary") {
  return el(
    "div",
    { class: "row ask-answers" },
    el("button", { class: "button", type: "button", onclick: onNo }, no),
    el(
      "button",
      { class: `button ${kind}`, type: "submit", "data-target": "submit" },
      yes,
    ),
  );
}
