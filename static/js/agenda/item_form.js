/** The form of one item, new or old; keeps what is typed whatever others do. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { conflictNotice } from "../base/conflict.js";
import { el } from "../base/dom.js";
import { Edit } from "../base/edit.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { ItemFields } from "./item_fields.js";
import {
  blankWords,
  FIELDS,
  wordsOf,
  wordsOfRefusal,
  wordsToSend,
} from "./item_words.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../meetings/desk.js").Desk} Desk */

export class ItemForm {
  /**
   * @param {Desk} desk
   * @param {Item | null} item null: a new one
   * @param {number | null} parent below which a new one goes
   */
  constructor(desk, item, parent = null) {
    this.desk = desk;
    this.item = item;
    this.parent = parent;
    this.key = item ? `item:${item.id}` : "item:new";
    this.edit = new Edit(item ? wordsOf(item) : blankWords(), item?.revision ?? 0);
    this.fields = new ItemFields(desk.meetingId, (words) => this.edit.type(words));
    this.notice = el("div", {});
    this.element = this.#form();
    this.#show();
  }

  isDirty() {
    return this.edit.isDirty;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  follow(state) {
    if (!this.item) return;
    const { id } = this.item;
    const now = state.items.find((item) => item.id === id);
    if (!now) return this.#gone();
    this.item = now;
    const before = this.edit.revision;
    const other = this.edit.other;
    this.edit.learn(wordsOf(now), now.revision);
    if (before !== this.edit.revision || other !== this.edit.other) this.#show();
  }

  #show() {
    this.fields.show(/** @type {any} */ (this.edit.mine));
    const notice = conflictNotice(this.edit, FIELDS, () => this.#show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
  }

  #gone() {
    if (!this.isDirty()) return this.desk.panel.drop();
    const text = t("Người khác vừa xoá nội dung này. Phần đang nhập vẫn còn ở dưới.");
    this.notice.replaceChildren(el("p", { class: "notice notice--warn" }, text));
  }

  async #save() {
    if (this.edit.other) return void this.notice.scrollIntoView();
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
    const { mine, revision } = this.edit;
    const words = wordsToSend(/** @type {any} */ (mine));
    const url = addresses.secretariatChangeItem(this.desk.meetingId, id);
    const kept = await post(url, { words, revision });
    this.edit.kept(kept.revision);
    this.#show();
    toast(t("Đã lưu."));
  }

  async #add() {
    const words = wordsToSend(/** @type {any} */ (this.edit.mine));
    await post(addresses.agendaAddItem(this.desk.meetingId), {
      words,
      parent: this.parent,
    });
    this.edit = new Edit(blankWords(), 0);
    this.#show();
    this.fields.title.focus();
    toast(t("Đã thêm. Có thể nhập tiếp nội dung sau."));
  }

  /** @param {{theirs: object, revision: number, changed_by: string}} told */
  #merge(told) {
    const theirs = wordsOfRefusal(told.theirs);
    const result = this.edit.learn(theirs, told.revision, told.changed_by);
    this.#show();
    if (result === "followed") this.#save();
  }

  async #remove() {
    const isSure = await confirm({
      title: t("Xoá nội dung này khỏi chương trình?"),
      text: t("Nội dung con cũng bị xoá. Tài liệu trở về mục “Tài liệu chưa gắn”."),
      yes: t("Xoá nội dung"),
      isGrave: true,
    });
    if (!isSure || !this.item) return;
    const url = addresses.secretariatRemoveItem(this.desk.meetingId, this.item.id);
    if (await this.desk.do(() => post(url))) this.desk.panel.drop();
  }

  #title() {
    if (this.item) return t("Nội dung {number}", { number: this.item.number });
    return this.parent === null ? t("Nội dung mới") : t("Nội dung con mới");
  }

  #form() {
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
        this.#button(t("Đóng"), "button", () => this.desk.panel.close()),
      ),
      this.notice,
      ...this.fields.elements,
      el(
        "div",
        { class: "row panel-save" },
        el("button", { class: "button button--primary" }, t("Lưu")),
      ),
      this.item ? this.#more(this.item) : null,
    );
  }

  /** @param {Item} item */
  #more(item) {
    const addBelow = () => this.desk.panel.open(new ItemForm(this.desk, null, item.id));
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
   * @param {string} look
   * @param {() => void} press
   */
  #button(label, look, press) {
    return el("button", { class: look, type: "button", onclick: press }, label);
  }
}
