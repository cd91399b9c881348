/** Panel of the secretary's screen with an item's script note. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { panelHead } from "../base/panel_parts.js";
import { ScriptNoteView } from "./script_note.js";

/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

export class ScriptNotePanel {
  /**
   * @param {Workspace} workspace
   * @param {import("../live/messages.js").Item} item
   */
  constructor(workspace, item) {
    this.key = `script:${item.id}`;
    this.item = item;
    this.view = new ScriptNoteView(workspace.meetingId, item.id);
    this.element = el(
      "section",
      { class: "stack panel-form" },
      panelHead(
        workspace.panel,
        t("Lời dẫn của nội dung {number}", { number: item.number }),
      ),
      el("p", { class: "soft" }, item.title),
      this.view.element,
    );
    if (workspace.state) this.update(workspace.state);
    this.view.write();
  }

  isDirty() {
    return this.view.isDirty();
  }

  /** @param {Snapshot} state */
  update({ script_notes: notes = [] }) {
    this.view.update(notes.find(({ item_id: id }) => id === this.item.id));
  }
}
