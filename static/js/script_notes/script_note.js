/** What the chair says at an item: shown, and written in place. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { RevisionForm } from "../base/revision_form.js";
import { scrollIntoBox } from "../base/scrolling.js";

/** @typedef {import("../live/messages.js").ScriptNote} Note */

const FIELDS = {
  text: { label: t("Lời dẫn"), format: (/** @type {string} */ text) => text },
};
const MAX_LENGTH = 20_000;
const LEAST_ROWS = 6;

export class ScriptNoteView extends RevisionForm {
  #isWriting = false;

  /**
   * @param {number} meetingId
   * @param {number} itemId
   */
  constructor(meetingId, itemId) {
    super({ text: "" }, 0, FIELDS);
    this.meetingId = meetingId;
    this.itemId = itemId;
    this.element = el("div", { class: "script" });
    this.show();
  }

  /** @param {Note | undefined} note */
  update(note) {
    if (note) this.receive({ text: note.text }, note.revision);
  }

  /** Open the form. */
  write() {
    this.#isWriting = true;
    this.show();
    this.element.querySelector("textarea")?.focus({ preventScroll: true });
    scrollIntoBox(this.element);
  }

  /** @override */
  showFields() {
    const parts = this.#isWriting ? [this.#writing()] : this.#reading();
    this.element.replaceChildren(...parts);
  }

  #reading() {
    const { text } = this.form.mine;
    const label = text ? t("Sửa lời dẫn") : t("Viết lời dẫn");
    const write = el(
      "button",
      {
        class: "button button--plain script-write",
        type: "button",
        onclick: () => this.write(),
      },
      label,
    );
    return text ? [el("p", { class: "script-text" }, text), write] : [write];
  }

  #writing() {
    const field = el("textarea", {
      id: `script-${this.itemId}`,
      maxlength: MAX_LENGTH,
      rows: LEAST_ROWS,
      oninput: () => this.form.setFields({ text: field.value }),
    });
    field.value = this.form.mine.text;
    return el(
      "form",
      {
        class: "stack script-form",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.save();
        },
      },
      this.notice,
      el(
        "div",
        { class: "field" },
        el("label", { for: field.id }, t("Lời dẫn, chỉ người điều hành thấy")),
        field,
      ),
      el(
        "div",
        { class: "row" },
        el("button", { class: "button button--primary" }, t("Lưu")),
        el(
          "button",
          { class: "button", type: "button", onclick: () => this.#leave() },
          t("Thôi"),
        ),
      ),
    );
  }

  #leave() {
    if (this.form.other) this.form.takeTheirs();
    this.form.setFields({ text: this.form.base.text });
    this.#close();
  }

  #close() {
    this.#isWriting = false;
    this.show();
    this.element.querySelector("button")?.focus();
  }

  /**
   * @override
   * @param {{text: string}} values
   * @param {number} revision
   */
  async send({ text }, revision) {
    const url = addresses.scriptNotesWriteNote(this.meetingId, this.itemId);
    const kept = await post(url, { text, revision });
    this.form.setFields({ text: text.trim() });
    this.saved(kept.revision);
    this.#close();
  }
}
