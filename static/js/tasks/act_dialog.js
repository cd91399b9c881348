/** Dialog of one act: its words, its new deadline, its files of evidence. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { send } from "../base/api.js";
import { parseDay, setDay, watchDay } from "../base/day_field.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { answers, refusalLine } from "./task_dialog.js";

/**
 * @typedef {object} Act
 * @property {string} act
 * @property {string} label
 * @property {boolean} needsWords
 * @property {boolean} hasDate
 * @property {boolean} hasFiles
 * @property {number} task
 * @property {number} revision
 * @property {string} asked the deadline that the unit asks for
 */

/** The server's limit; checked before the upload. */
const MAX_BYTES = 50_000_000;

class ActFormController extends FormController {
  /** @override */
  get address() {
    return addresses.tasksAct(this.context.task);
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

/** @param {Act} act */
function wordsLabel({ act, needsWords }) {
  /** @type {Record<string, string>} */
  const labels = {
    report: t("Tiến độ, kết quả đến nay"),
    declare_done: t("Kết quả"),
    ask_extension: t("Lý do xin gia hạn"),
  };
  return labels[act] ?? (needsWords ? t("Lý do") : t("Ghi thêm (nếu cần)"));
}

/**
 * Upload one file of evidence.
 * @param {number} task
 * @param {File} file
 * @returns {Promise<{id: number, name: string}>}
 */
function uploadFile(task, file) {
  return send(withQuery(addresses.tasksUpload(task), { name: file.name }), file);
}

/**
 * Files chosen one after the other, each uploaded at once.
 * @param {number} task
 * @returns {{element: HTMLElement, ids: number[]}}
 */
function filesField(task) {
  /** @type {number[]} */
  const ids = [];
  const list = el("ul", { class: "task-files" });
  const said = el("p", { class: "hint", role: "status" });
  const input = el("input", {
    type: "file",
    class: "visually-hidden",
    multiple: true,
    onchange: async () => {
      for (const file of [...(input.files ?? [])]) await upload(file);
      input.value = "";
    },
  });
  /** @param {File} file */
  async function upload(file) {
    if (file.size > MAX_BYTES) {
      const limit = MAX_BYTES / 1_000_000;
      said.textContent = t("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại.", {
        limit,
      });
      return;
    }
    said.textContent = t("Đang tải {name}…", { name: file.name });
    try {
      const { id, name } = await uploadFile(task, file);
      ids.push(id);
      list.append(el("li", { lang: "vi" }, name));
      said.textContent = t("Đã tải {name}.", { name });
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
  }
  const hint = t("Văn bản, ảnh chụp, bảng tính; mỗi tệp không quá 50 MB.");
  const choose = el("label", { class: "button list-file" }, t("Đính kèm tệp"), input);
  const element = el("div", {}, choose, el("p", { class: "hint" }, hint), list, said);
  return { ids, element };
}

/**
 * Show it; the page is loaded anew when it is done.
 * @param {Act} act
 */
export function openActDialog(act) {
  const text = el("textarea", { rows: 4, maxlength: 5000, lang: "vi" });
  const due = el("input", { type: "text" });
  watchDay(due);
  setDay(due, act.asked);
  const files = act.hasFiles ? filesField(act.task) : null;
  const body = () => {
    const day = act.hasDate ? parseDay(due.value) : "";
    if (day === null) throw new Error(t("Xin viết ngày/tháng/năm, ví dụ 23/11/2026."));
    return {
      act: act.act,
      revision: act.revision,
      text: text.value,
      due_date: day || null,
      file_ids: files?.ids ?? [],
    };
  };
  const kind = act.act === "withdraw" ? "button--danger" : "button--primary";
  const form = el(
    "form",
    { method: "dialog", class: "stack", novalidate: true },
    act.hasDate ? field(t("Thời hạn mới"), due) : null,
    field(wordsLabel(act), text),
    files?.element,
    refusalLine(),
    answers(t("Huỷ"), act.label, () => dialog.close(), kind),
  );
  const dialog = el(
    "dialog",
    { class: "ask task-dialog", "aria-labelledby": "act-dialog-title" },
    el("h2", { id: "act-dialog-title" }, act.label),
    form,
  );
  new ActFormController(form, { task: act.task, body }).start();
  return openModal(dialog);
}
