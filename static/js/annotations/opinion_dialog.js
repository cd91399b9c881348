/** Dialog that sends a note to the secretary as an opinion. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { button } from "./note_dialog.js";
import { uuid } from "./note.js";

/** @typedef {import("./notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */

/**
 * @param {Notes} notes
 * @param {Note} note
 */
export function openOpinionDialog(notes, note) {
  // Sent again after a lost answer it is the same opinion.
  const opinion = {
    key: uuid(),
    note: note.key,
    document: note.document,
    page: note.page,
    text: note.body.text,
    quote: note.anchor.quote,
  };
  const send = async () => {
    answers.disabled = true;
    try {
      await notes.outgoing.send(opinion);
      dialog.close();
      toast(t("Đã gửi ý kiến tới Thư ký."));
    } catch (error) {
      answers.disabled = false;
      showError(error);
    }
  };
  const answers = el(
    "fieldset",
    { class: "row note-answers" },
    button(t("Không gửi"), "button", () => dialog.close()),
    button(t("Gửi Thư ký"), "button button--primary", send),
  );
  const dialog = el(
    "dialog",
    { class: "ask note-dialog", "aria-labelledby": "opinion-title" },
    el("h2", { id: "opinion-title" }, t("Gửi ý kiến này tới Thư ký?")),
    el("blockquote", { class: "opinion-text" }, note.body.text),
    ...sayings(notes, note),
    answers,
  );
  openModal(dialog);
}

/**
 * @param {Notes} notes
 * @param {Note} note
 */
function sayings({ room }, { document: id, page }) {
  const paper = room.state?.documents.find((one) => one.id === id)?.title ?? "";
  return [
    el("p", {}, t("Về trang {page}, “{paper}”.", { page, paper })),
    el(
      "p",
      { class: "soft" },
      t(
        "Gửi kèm họ tên, đơn vị và giờ gửi. Ý kiến đã gửi là văn bản của hội nghị: không sửa, không rút lại được. Xoá ghi chú riêng không xoá ý kiến.",
      ),
    ),
  ];
}
