/**
 * Base of a form of something that others may change meanwhile. It keeps the input,
 * merges what others have saved, lets the user choose where both changed the same
 * field, and saves with the revision that the input is based on.
 */

import { conflictNotice } from "./conflict_notice.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { panelHead } from "./panel_parts.js";
import { ThreeWayForm } from "./three_way_form.js";
import { toast } from "./toast.js";

/** @typedef {import("./three_way_form.js").FieldValues} FieldValues */
/** @typedef {Record<string, {label: string, format: (value: any) => string}>} Labels */

export class RevisionForm {
  #labels;

  /**
   * The fields that show the values, where they are parts of their own.
   * @type {{show: (values: any) => void, elements: HTMLElement[]} | undefined}
   */
  fields;

  /**
   * @param {FieldValues} values those saved, or those that a new one begins with
   * @param {number} [revision] 0: of a new one
   * @param {Labels} [labels] unless they depend on the state
   */
  constructor(values, revision = 0, labels = {}) {
    this.form = new ThreeWayForm(values, revision);
    this.notice = el("div", {});
    this.#labels = labels;
  }

  /** What each field is called, and how its value reads. */
  get labels() {
    return this.#labels;
  }

  /**
   * Show values in the fields.
   * @param {any} values
   */
  showFields(values) {
    this.fields?.show(values);
  }

  /**
   * Send the input to the server.
   * @param {any} values
   * @param {number} revision
   * @returns {Promise<void>}
   */
  async send(values, revision) {
    throw new Error(`nothing sends ${Object.keys(values)}, based on ${revision}`);
  }

  /**
   * Read the values that a refusal carries.
   * @param {any} theirs
   * @returns {FieldValues}
   */
  valuesOfRefusal(theirs) {
    return theirs;
  }

  isDirty() {
    return this.form.isDirty;
  }

  /** Show the input, and the choice if there is one. */
  show() {
    this.showFields(this.form.mine);
    const notice = conflictNotice(this.form, this.labels, () => this.show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
  }

  /**
   * Receive the values as they are saved now.
   * @param {FieldValues} values
   * @param {number} revision
   * @param {string} [by] who saved them
   */
  receive(values, revision, by) {
    const before = this.form.revision;
    const { other } = this.form;
    this.form.receive(values, revision, by);
    if (before !== this.form.revision || other !== this.form.other) this.show();
  }

  /** Save the input; what others saved meanwhile is merged, or waits for a choice. */
  async save() {
    if (this.form.other) return void this.notice.scrollIntoView();
    try {
      await this.send(this.form.mine, this.form.revision);
    } catch (error) {
      const refusal = /** @type {import("./api.js").ApiError} */ (error);
      if (refusal.code !== "changed_meanwhile") return toast(refusal.message, "error");
      const { theirs, revision, changed_by: by } = /** @type {any} */ (refusal.details);
      const result = this.form.receive(this.valuesOfRefusal(theirs), revision, by);
      this.show();
      if (result === "followed") await this.save();
    }
  }

  /**
   * Say that it was saved.
   * @param {number} revision
   */
  saved(revision) {
    this.form.saved(revision);
    this.show();
    toast(t("Đã lưu."));
  }

  /**
   * Begin another new one with these values.
   * @param {FieldValues} values
   */
  restart(values) {
    this.form = new ThreeWayForm(values, 0);
    this.show();
  }

  /**
   * Close the panel of something that is gone, unless there is unsaved input.
   * @param {import("./form_panel.js").FormPanel} panel
   * @param {string} text
   */
  onGone(panel, text) {
    if (!this.isDirty()) return panel.closeNow();
    this.notice.replaceChildren(el("p", { class: "notice notice--warn" }, text));
  }

  /**
   * Build the form as it stands in a panel.
   * @param {import("./form_panel.js").FormPanel} panel
   * @param {string} title
   * @param {(HTMLElement | null)[]} [more] buttons below it
   */
  build(panel, title, more = []) {
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.save();
    };
    const rest = more.filter((one) => one !== null);
    return el(
      "form",
      { class: "stack panel-form", onsubmit, novalidate: true },
      panelHead(panel, title),
      this.notice,
      ...(this.fields?.elements ?? []),
      el(
        "div",
        { class: "row panel-save" },
        el("button", { class: "button button--primary" }, t("Lưu")),
      ),
      rest.length > 0 && el("div", { class: "row panel-more" }, ...rest),
    );
  }
}
