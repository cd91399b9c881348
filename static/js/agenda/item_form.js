/**
 * Form of a new or existing agenda item; keeps the input when others change the item.
 */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { t } from "../base/i18n.js";
import { panelButton } from "../base/panel_parts.js";
import { RevisionForm } from "../base/revision_form.js";
import { toast } from "../base/toast.js";
import { ScriptNotePanel } from "../script_notes/script_note_panel.js";
import { ItemFields } from "./item_fields.js";
import {
  emptyItemValues,
  FIELD_LABELS,
  wordsOf,
  itemValuesFromConflict,
  itemPayload,
} from "./item_values.js";
import { moveToMeeting } from "./move_dialog.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

export class ItemForm extends RevisionForm {
  /**
   * @param {Workspace} workspace
   * @param {Item | null} item null: a new one
   * @param {number | null} parent below which a new one goes
   */
  constructor(workspace, item, parent = null) {
    const values = item ? wordsOf(item) : emptyItemValues();
    super(values, item?.revision, FIELD_LABELS);
    this.workspace = workspace;
    this.item = item;
    this.parent = parent;
    this.key = item ? `item:${item.id}` : "item:new";
    this.fields = new ItemFields(workspace.meetingId, (words) =>
      this.form.setFields(words),
    );
    const more = item ? this.#actions(item) : [];
    this.element = this.build(workspace.panel, this.#title(), more);
    this.show();
  }

  /**
   * @override
   * @param {any} theirs
   */
  valuesOfRefusal(theirs) {
    return itemValuesFromConflict(theirs);
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  update(state) {
    if (!this.item) return;
    const { id } = this.item;
    const now = state.items.find((item) => item.id === id);
    if (!now) {
      const text = t("Người khác vừa xoá nội dung này. Phần đang nhập vẫn còn ở dưới.");
      return this.onGone(this.workspace.panel, text);
    }
    this.item = now;
    this.receive(wordsOf(now), now.revision);
  }

  /**
   * @override
   * @param {import("./item_values.js").ItemValues} values
   * @param {number} revision
   */
  async send(values, revision) {
    const { meetingId } = this.workspace;
    const words = itemPayload(values);
    if (this.item) {
      const url = addresses.meetingAdminChangeItem(meetingId, this.item.id);
      return this.saved((await post(url, { words, revision })).revision);
    }
    await post(addresses.agendaAddItem(meetingId), { words, parent: this.parent });
    this.restart(emptyItemValues());
    this.fields.title.focus();
    toast(t("Đã thêm. Có thể nhập tiếp nội dung sau."));
  }

  /** @param {Item} item */
  async #remove(item) {
    const isSure = await confirm({
      title: t("Xoá nội dung này khỏi chương trình?"),
      text: t("Nội dung con cũng bị xoá. Tài liệu trở về mục “Tài liệu chưa gắn”."),
      yes: t("Xoá nội dung"),
      isDestructive: true,
    });
    if (!isSure) return;
    const url = addresses.meetingAdminRemoveItem(this.workspace.meetingId, item.id);
    if (await this.workspace.perform(() => post(url))) this.workspace.panel.closeNow();
  }

  /** @param {Item} item */
  async #move(item) {
    const { meetingId, panel, meeting } = this.workspace;
    if (!(await moveToMeeting(meetingId, item))) return;
    panel.closeNow();
    await meeting.refresh();
  }

  #title() {
    if (this.item) return t("Nội dung {number}", { number: this.item.number });
    return this.parent === null ? t("Nội dung mới") : t("Nội dung con mới");
  }

  /** @param {Item} item as it was when the form was opened */
  #actions(item) {
    const { panel } = this.workspace;
    const now = () => this.item ?? item;
    const addBelow = () => panel.open(new ItemForm(this.workspace, null, item.id));
    const writeScript = () => panel.open(new ScriptNotePanel(this.workspace, now()));
    const remove = () => this.#remove(item);
    return [
      item.parent_id === null ? panelButton(t("Thêm nội dung con"), addBelow) : null,
      panelButton(t("Lời dẫn"), writeScript),
      panelButton(t("Chuyển sang phiên sau"), () => this.#move(now())),
      panelButton(t("Xoá nội dung"), remove, "button button--danger"),
    ];
  }
}
