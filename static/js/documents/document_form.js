/** Form of one document in the panel. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { conflictNotice } from "../base/conflict_notice.js";
import { el } from "../base/dom.js";
import { ThreeWayForm } from "../base/three_way_form.js";
import { field, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { panelHead } from "../base/panel_parts.js";
import { toast } from "../base/toast.js";
import { archiveButton, canBeArchived } from "./archive_button.js";
import { button, itemSelect, link, recognitionButton } from "./document_buttons.js";
import { readingPolicyFields, expiryFields } from "./reading_policy_fields.js";
import { canDelete, neighbourPosition } from "./document_status.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

const MAX_TITLE_LENGTH = 300;

export class DocumentForm {
  /**
   * @param {Workspace} workspace
   * @param {MeetingDocument} paper
   * @param {import("./document_list.js").DocumentActions} actions
   */
  constructor(workspace, paper, actions) {
    this.workspace = workspace;
    this.actions = actions;
    this.paper = paper;
    this.key = `paper:${paper.id}`;
    /** Ids of the meeting and the document. @type {[number, number]} */
    this.ids = [workspace.meetingId, paper.id];
    this.form = new ThreeWayForm({ title: paper.title }, paper.revision);
    this.title = sentenceInput(
      (title) => this.form.setFields({ title }),
      MAX_TITLE_LENGTH,
    );
    this.notice = el("div", {});
    this.fieldsElement = el("div", { class: "stack" });
    // Kept when the rest is redrawn: it may show the progress of a job.
    this.archive = archiveButton(...this.ids);
    this.element = this.#form();
    this.#show();
  }

  isDirty() {
    return this.form.isDirty;
  }

  /** @param {Snapshot} state */
  update(state) {
    const now = state.documents.find((paper) => paper.id === this.paper.id);
    if (!now) return this.workspace.panel.closeNow();
    const isChanged = JSON.stringify(now) !== JSON.stringify(this.paper);
    this.paper = now;
    this.form.receive({ title: now.title }, now.revision);
    if (isChanged || !this.fieldsElement.hasChildNodes()) this.#show();
  }

  #show() {
    show(this.title, this.form.mine.title);
    const format = (/** @type {string} */ title) => title;
    const fields = { title: { label: t("Tên tài liệu"), format } };
    const notice = conflictNotice(this.form, fields, () => this.#show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
    const selector = "select, input, button, a";
    const controls = () => [...this.fieldsElement.querySelectorAll(selector)];
    const focused = controls().findIndex((one) => one === document.activeElement);
    this.fieldsElement.replaceChildren(...this.#fields());
    const sameControl = controls()[focused];
    if (sameControl instanceof HTMLElement) sameControl.focus();
  }

  async #rename() {
    const title = this.form.mine.title.trim();
    if (!title || this.form.other) return;
    const body = { title, revision: this.form.revision };
    const url = addresses.documentsPreparingRename(...this.ids);
    if (!(await this.workspace.perform(() => post(url, body)))) {
      return void this.workspace.meeting.refresh();
    }
    this.form.saved(this.form.revision + 1);
    toast(t("Đã lưu."));
    this.workspace.meeting.refresh();
  }

  /** @param {string} value an item's id, or nothing for the pile */
  #assignToItem(value) {
    const item = value ? Number(value) : null;
    const there = this.#allDocuments.filter((paper) => paper.item_id === item);
    this.#move({ item, after: there.at(-1)?.id ?? null });
  }

  get #allDocuments() {
    return this.workspace.state?.documents ?? [];
  }

  /** @param {{item: number | null, after: number | null}} position */
  async #move(position) {
    const url = addresses.documentsPreparingMove(...this.ids);
    const isDone = await this.workspace.perform(() => post(url, position));
    await this.workspace.meeting.refresh();
    if (!isDone) this.#show();
  }

  async #delete() {
    const isSure = await confirm({
      title: t("Xoá tài liệu này?"),
      text: t("Tệp gốc và các trang đã xử lý bị xoá khỏi hội nghị."),
      yes: t("Xoá tài liệu"),
      isDestructive: true,
    });
    const url = addresses.documentsPreparingDelete(...this.ids);
    if (isSure && (await this.workspace.perform(() => post(url)))) {
      this.workspace.panel.closeNow();
    }
  }

  #form() {
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#rename();
    };
    return el(
      "div",
      { class: "stack panel-form" },
      panelHead(this.workspace.panel, t("Tài liệu")),
      this.notice,
      el(
        "form",
        { class: "stack", onsubmit: send },
        field(t("Tên tài liệu"), this.title),
        el("div", {}, el("button", { class: "button button--primary" }, t("Lưu tên"))),
      ),
      this.fieldsElement,
    );
  }

  #fields() {
    const { paper, ids } = this;
    const items = this.workspace.state?.items ?? [];
    const perform = (/** @type {() => Promise<unknown>} */ action) =>
      this.workspace.perform(action);
    const onFailure = () => this.#show();
    const policyUrl = addresses.documentsHandlingHandle(...ids);
    const expiryUrl = addresses.documentsHandlingLimit(...ids);
    const assign = (/** @type {string} */ item) => this.#assignToItem(item);
    const fileName = t("Tệp: {name}", { name: paper.file_name });
    return [
      field(t("Gắn vào nội dung"), itemSelect(items, paper, assign)),
      el(
        "div",
        { class: "row" },
        this.#step(-1, t("Lên trên")),
        this.#step(1, t("Xuống dưới")),
      ),
      readingPolicyFields(paper, perform, policyUrl, onFailure),
      expiryFields(paper, perform, expiryUrl, onFailure),
      this.#actionRow(),
      el("p", { class: "small faint wrap" }, fileName),
    ];
  }

  #actionRow() {
    const { paper, ids } = this;
    const preview = `${addresses.screensTablet(ids[0])}#document=${paper.id}`;
    return el(
      "div",
      { class: "row panel-more" },
      paper.pages_ready > 0 && link(t("Mở xem"), preview),
      link(t("Tải tệp gốc"), addresses.documentsReadingOriginal(...ids)),
      canBeArchived(paper) && this.archive,
      button(t("Thay bằng bản mới"), () => this.actions.reissue(paper)),
      recognitionButton(ids[0], paper, (url) =>
        this.workspace.perform(() => post(url)),
      ),
      canDelete(paper) &&
        button(t("Xoá tài liệu"), () => this.#delete(), "button button--danger"),
    );
  }

  /**
   * @param {-1 | 1} step
   * @param {string} label
   */
  #step(step, label) {
    const position = neighbourPosition(this.#allDocuments, this.paper, step);
    const made = button(label, () => position && this.#move(position));
    made.disabled = position === null;
    return made;
  }
}
