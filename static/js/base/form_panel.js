/** Panel with one form; asks before it discards unsaved input. */

import { confirm } from "./confirm.js";
import { t } from "./i18n.js";

/**
 * @typedef {object} Form
 * @property {string} key what it edits, such as `item:12`
 * @property {HTMLElement} element
 * @property {() => boolean} isDirty
 * @property {(state: any) => void} [update]
 *   called with every new state of the meeting
 */

export class FormPanel {
  /** @type {Form | null} */
  form = null;

  /**
   * @param {HTMLElement} container
   * @param {(key: string | null) => void} onChange
   */
  constructor(container, onChange) {
    this.container = container;
    this.onChange = onChange;
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    addEventListener("beforeunload", (event) => {
      if (this.form?.isDirty()) event.preventDefault();
    });
  }

  /** @param {Form} form */
  async open(form) {
    if (!(await this.#confirmClose())) return;
    this.form = form;
    this.container.replaceChildren(form.element);
    this.container.hidden = false;
    this.onChange(form.key);
    const first = form.element.querySelector("input, textarea, select, button");
    if (first instanceof HTMLElement) first.focus();
  }

  async close() {
    if (await this.#confirmClose()) this.closeNow();
  }

  /** Close without confirmation: the value is saved, or its object is deleted. */
  closeNow() {
    this.form = null;
    this.container.replaceChildren();
    this.container.hidden = true;
    this.onChange(null);
  }

  async #confirmClose() {
    if (!this.form?.isDirty()) return true;
    return confirm({
      title: t("Bỏ phần đang sửa?"),
      text: t("Nội dung đang nhập chưa được lưu."),
      yes: t("Bỏ, không lưu"),
      isDestructive: true,
    });
  }
}
