/** The one place where a form stands: opening the next asks before losing what is typed. */

import { confirm } from "./confirm.js";
import { t } from "./i18n.js";

/**
 * @typedef {object} Form
 * @property {string} key what it edits, such as `item:12`
 * @property {HTMLElement} element
 * @property {() => boolean} isDirty
 * @property {(state: any) => void} [follow]
 *   told of every new state of the meeting
 */

export class Panel {
  /** @type {Form | null} */
  form = null;

  /**
   * @param {HTMLElement} place
   * @param {(key: string | null) => void} changed
   */
  constructor(place, changed) {
    this.place = place;
    this.changed = changed;
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    addEventListener("beforeunload", (event) => {
      if (this.form?.isDirty()) event.preventDefault();
    });
  }

  /** @param {Form} form */
  async open(form) {
    if (!(await this.#mayLeave())) return;
    this.form = form;
    this.place.replaceChildren(form.element);
    this.place.hidden = false;
    this.changed(form.key);
    const first = form.element.querySelector("input, textarea, select, button");
    if (first instanceof HTMLElement) first.focus();
  }

  async close() {
    if (await this.#mayLeave()) this.drop();
  }

  /** Close without asking: what it edits is kept, or gone. */
  drop() {
    this.form = null;
    this.place.replaceChildren();
    this.place.hidden = true;
    this.changed(null);
  }

  async #mayLeave() {
    if (!this.form?.isDirty()) return true;
    return confirm({
      title: t("Bỏ phần đang sửa?"),
      text: t("Nội dung đang nhập chưa được lưu."),
      yes: t("Bỏ, không lưu"),
      isGrave: true,
    });
  }
}
