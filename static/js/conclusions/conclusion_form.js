/**
 * Form of a new or existing conclusion; keeps the input when others change it.
 */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { t } from "../base/i18n.js";
import { panelButton } from "../base/panel_parts.js";
import { RevisionForm } from "../base/revision_form.js";
import { toast } from "../base/toast.js";
import { ConclusionFields } from "./conclusion_fields.js";
import {
  conclusionPayload,
  emptyConclusion,
  fieldLabels,
  valuesOf,
} from "./conclusion_values.js";

/** @typedef {import("../live/messages.js").Conclusion} Conclusion */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */
/** @typedef {import("./conclusion_values.js").ConclusionValues} ConclusionValues */

export class ConclusionForm extends RevisionForm {
  /**
   * @param {Workspace} workspace
   * @param {Conclusion | null} conclusion null: a new one
   */
  constructor(workspace, conclusion) {
    super(conclusion ? valuesOf(conclusion) : emptyConclusion(), conclusion?.revision);
    this.workspace = workspace;
    this.conclusion = conclusion;
    this.key = conclusion ? `conclusion:${conclusion.id}` : "conclusion:new";
    this.fields = new ConclusionFields((values) => this.form.setFields(values));
    const title = conclusion
      ? t("Kết luận {number}", { number: conclusion.number })
      : t("Kết luận mới");
    const more = conclusion ? [this.#removeButton(conclusion.id)] : [];
    this.element = this.build(workspace.panel, title, more);
    this.fields.offer(this.#state);
    this.show();
  }

  get #state() {
    return /** @type {Snapshot} */ (this.workspace.state);
  }

  /** @override */
  get labels() {
    return fieldLabels(this.#state);
  }

  /**
   * @override
   * @param {any} theirs
   */
  valuesOfRefusal(theirs) {
    return valuesOf(theirs);
  }

  /** @param {Snapshot} state */
  update({ conclusions }) {
    if (!this.conclusion) return;
    const { id } = this.conclusion;
    const now = conclusions?.lines.find((line) => line.id === id);
    if (!now) {
      const text = t("Người khác vừa xoá kết luận này. Phần đang nhập vẫn còn ở dưới.");
      return this.onGone(this.workspace.panel, text);
    }
    this.conclusion = now;
    this.receive(valuesOf(now), now.revision);
  }

  /** @override */
  async save() {
    if (this.form.other || this.fields.due.reportValidity()) await super.save();
  }

  /**
   * @override
   * @param {ConclusionValues} values
   * @param {number} revision
   */
  async send(values, revision) {
    const { meetingId } = this.workspace;
    const words = conclusionPayload(values);
    if (this.conclusion) {
      const url = addresses.conclusionsChange(meetingId, this.conclusion.id);
      return this.saved((await post(url, { words, revision })).revision);
    }
    await post(addresses.conclusionsAdd(meetingId), words);
    this.restart(emptyConclusion());
    this.fields.text.focus();
    toast(t("Đã thêm. Có thể nhập tiếp kết luận sau."));
  }

  /** @param {number} id */
  #removeButton(id) {
    const remove = () => this.#remove(id);
    return panelButton(t("Xoá kết luận"), remove, "button button--danger");
  }

  /** @param {number} id */
  async #remove(id) {
    const isSure = await confirm({
      title: t("Xoá kết luận này?"),
      text: t("Các kết luận sau được đánh số lại."),
      yes: t("Xoá kết luận"),
      isDestructive: true,
    });
    if (!isSure) return;
    const { meetingId, panel } = this.workspace;
    const url = addresses.conclusionsRemove(meetingId, id);
    if (await this.workspace.perform(() => post(url))) panel.closeNow();
  }
}
