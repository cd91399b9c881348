/** Form of a new or prepared vote; keeps the input when others change the vote. */

import { confirm } from "../base/confirm.js";
import { t } from "../base/i18n.js";
import { panelButton } from "../base/panel_parts.js";
import { RevisionForm } from "../base/revision_form.js";
import { toast } from "../base/toast.js";
import { VoteFields } from "./vote_fields.js";
import { FIELD_LABELS } from "./vote_labels.js";
import { emptyValues, payloadOf, valuesOf } from "./vote_values.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

export class VoteForm extends RevisionForm {
  /**
   * @param {import("../meetings/workspace.js").Workspace} workspace
   * @param {import("./requests.js").VoteRequests} requests
   * @param {import("./vote_fields.js").Presets} presets
   * @param {Vote | null} vote null: a new one
   */
  constructor(workspace, requests, presets, vote) {
    const current = workspace.state?.live.item_id ?? null;
    const values = vote ? valuesOf(vote) : emptyValues(current);
    super(values, vote?.revision, FIELD_LABELS);
    this.workspace = workspace;
    this.requests = requests;
    this.vote = vote;
    this.key = vote ? `vote:${vote.id}` : "vote:new";
    this.fields = new VoteFields(
      presets,
      (values) => {
        this.form.setFields(values);
        this.show();
      },
      listsOf(workspace.state),
    );
    const title = vote ? t("Sửa biểu quyết") : t("Biểu quyết mới");
    const more = vote ? [this.#removeButton(vote.id)] : [];
    this.element = this.build(workspace.panel, title, more);
    this.show();
  }

  /**
   * @override
   * @param {any} theirs
   */
  valuesOfRefusal(theirs) {
    return valuesOf(theirs);
  }

  /** @param {Snapshot} state */
  update(state) {
    if (!this.vote) return;
    const { id } = this.vote;
    const now = (state.votes ?? []).find((vote) => vote.id === id);
    if (now?.state !== "draft") {
      const text = t("Biểu quyết này vừa được mở hoặc xoá nên không sửa được nữa.");
      return this.onGone(this.workspace.panel, text);
    }
    this.receive(valuesOf(now), now.revision, now.changed_by);
  }

  /**
   * @override
   * @param {any} values
   * @param {number} revision
   */
  async send(values, revision) {
    const vote = payloadOf(values);
    if (this.vote) {
      const kept = await this.requests.edit(this.vote.id, { revision, vote });
      return this.saved(kept.revision);
    }
    await this.requests.add(vote);
    this.workspace.panel.closeNow();
    toast(t("Đã lưu."));
  }

  /** @param {number} id */
  #removeButton(id) {
    const remove = () => this.#remove(id);
    return panelButton(t("Xoá biểu quyết"), remove, "button button--danger");
  }

  /** @param {number} id */
  async #remove(id) {
    const isSure = await confirm({
      title: t("Xoá biểu quyết này?"),
      text: t("Chỉ xoá được khi chưa mở."),
      yes: t("Xoá biểu quyết"),
      isDestructive: true,
    });
    if (!isSure) return;
    const remove = () => this.requests.remove(id);
    if (await this.workspace.perform(remove)) this.workspace.panel.closeNow();
  }
}

/**
 * What a vote may belong to.
 * @param {Snapshot | null} state
 */
function listsOf(state) {
  const none = { value: "", label: t("Không") };
  const items = (state?.items ?? []).map(({ id, number, title }) => ({
    value: String(id),
    label: `${number}. ${title}`,
  }));
  const documents = (state?.documents ?? [])
    .filter(({ publication }) => publication === "published")
    .map(({ id, title }) => ({ value: String(id), label: title }));
  return { items: [none, ...items], documents: [none, ...documents] };
}
