/**
 * Form of a new or existing agenda item; keeps the input when others change the item.
 */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { conflictNotice } from "../base/conflict_notice.js";
import { el } from "../base/dom.js";
import { ThreeWayForm } from "../base/three_way_form.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { ItemFields } from "./item_fields.js";
import {
  emptyItemValues,
  FIELD_LABELS,
  wordsOf,
  itemValuesFromConflict,
  itemPayload,
} from "./item_values.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

export class ItemForm {
  /**
   * @param {Workspace} workspace
   * @param {Item | null} item null: a new one
   * @param {number | null} parent below which a new one goes
   */
  constructor(workspace, item, parent = null) {
    this.workspace = workspace;
    this.item = item;
    this.parent = parent;
    this.key = item ? `item:${item.id}` : "item:new";
    this.form = new ThreeWayForm(
      item ? wordsOf(item) : emptyItemValues(),
      item?.revision ?? 0,
    );
    this.fields = new ItemFields(workspace.meetingId, (words) =>
      this.form.setFields(words),
    );
    this.notice = el("div", {});
    this.element = this.#buildForm();
    this.#show();
  }

  isDirty() {
    return this.form.isDirty;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  update(state) {
    if (!this.item) return;
    const { id } = this.item;
    const now = state.items.find((item) => item.id === id);
    if (!now) return this.#onRemoved();
    this.item = now;
    const before = this.form.revision;
    const other = this.form.other;
    this.form.receive(wordsOf(now), now.revision);
    if (before !== this.form.revision || other !== this.form.other) this.#show();
  }

  #show() {
    this.fields.show(/** @type {any} */ (this.form.mine));
    const notice = conflictNotice(this.form, FIELD_LABELS, () => this.#show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
  }

  #onRemoved() {
    if (!this.isDirty()) return this.workspace.panel.closeNow();
    const text = t("Người khác vừa xoá nội dung này. Phần đang nhập vẫn còn ở dưới.");
    this.notice.replaceChildren(el("p", { class: "notice notice--warn" }, text));
  }

  async #save() {
    if (this.form.other) return void this.notice.scrollIntoView();
    try {
      await (this.item ? this.#change(this.item.id) : this.#add());
    } catch (error) {
      const refusal = /** @type {import("../base/api.js").ApiError} */ (error);
      if (refusal.code !== "changed_meanwhile") return toast(refusal.message, "error");
      this.#merge(/** @type {any} */ (refusal.details));
    }
  }

  /** @param {number} id */
  async #change(id) {
    const { mine, revision } = this.form;
    const words = itemPayload(/** @type {any} */ (mine));
    const url = addresses.meetingAdminChangeItem(this.workspace.meetingId, id);
    const kept = await post(url, { words, revision });
    this.form.saved(kept.revision);
    this.#show();
    toast(t("Đã lưu."));
  }

  async #add() {
    const words = itemPayload(/** @type {any} */ (this.form.mine));
    await post(addresses.agendaAddItem(this.workspace.meetingId), {
      words,
      parent: this.parent,
    });
    this.form = new ThreeWayForm(emptyItemValues(), 0);
    this.#show();
    this.fields.title.focus();
    toast(t("Đã thêm. Có thể nhập tiếp nội dung sau."));
  }

  /** @param {{theirs: object, revision: number, changed_by: string}} conflict */
  #merge(conflict) {
    const theirs = itemValuesFromConflict(conflict.theirs);
    const result = this.form.receive(theirs, conflict.revision, conflict.changed_by);
    this.#show();
    if (result === "followed") this.#save();
  }

  async #remove() {
    const isSure = await confirm({
      title: t("Xoá nội dung này khỏi chương trình?"),
      text: t("Nội dung con cũng bị xoá. Tài liệu trở về mục “Tài liệu chưa gắn”."),
      yes: t("Xoá nội dung"),
      isDestructive: true,
    });
    if (!isSure || !this.item) return;
    const url = addresses.meetingAdminRemoveItem(
      this.workspace.meetingId,
      this.item.id,
    );
    if (await this.workspace.perform(() => post(url))) this.workspace.panel.closeNow();
  }

  #title() {
    if (this.item) return t("Nội dung {number}", { number: this.item.number });
    return this.parent === null ? t("Nội dung mới") : t("Nội dung con mới");
  }

  #buildForm() {
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#save();
    };
    return el(
      "form",
      { class: "stack panel-form", onsubmit: send, novalidate: true },
      el(
        "div",
        { class: "panel-head" },
        el("h2", {}, this.#title()),
        this.#button(t("Đóng"), "button", () => this.workspace.panel.close()),
      ),
      this.notice,
      ...this.fields.elements,
      el(
        "div",
        { class: "row panel-save" },
        el("button", { class: "button button--primary" }, t("Lưu")),
      ),
      this.item ? this.#actionRow(this.item) : null,
    );
  }

  /** @param {Item} item */
  #actionRow(item) {
    const addBelow = () =>
      this.workspace.panel.open(new ItemForm(this.workspace, null, item.id));
    return el(
      "div",
      { class: "row panel-more" },
      item.parent_id === null
        ? this.#button(t("Thêm nội dung con"), "button", addBelow)
        : null,
      this.#button(t("Xoá nội dung"), "button button--danger", () => this.#remove()),
    );
  }

  /**
   * @param {string} label
   * @param {string} className
   * @param {() => void} onClick
   */
  #button(label, className, onClick) {
    return el("button", { class: className, type: "button", onclick: onClick }, label);
  }
}
