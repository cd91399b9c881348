/** Everything that may be done with one paper, in the panel. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { conflictNotice } from "../base/conflict.js";
import { el } from "../base/dom.js";
import { Edit } from "../base/edit.js";
import { field, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { archiveButton, mayBeArchived } from "./archive_button.js";
import { button, itemSelect, link, recognitionButton } from "./paper_buttons.js";
import { handlingFields, limitFields } from "./paper_handling.js";
import { mayDelete, stepPlace } from "./paper_words.js";

/** @typedef {import("../live/messages.js").Paper} Paper */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../meetings/desk.js").Desk} Desk */

const LONGEST_TITLE = 300;

export class PaperForm {
  /**
   * @param {Desk} desk
   * @param {Paper} paper
   * @param {import("./paper_list.js").PaperDeeds} papers
   */
  constructor(desk, paper, papers) {
    this.desk = desk;
    this.papers = papers;
    this.paper = paper;
    this.key = `paper:${paper.id}`;
    /** Of the meeting and of the paper. @type {[number, number]} */
    this.ids = [desk.meetingId, paper.id];
    this.edit = new Edit({ title: paper.title }, paper.revision);
    this.title = sentenceInput((title) => this.edit.type({ title }), LONGEST_TITLE);
    this.notice = el("div", {});
    this.place = el("div", { class: "stack" });
    // Kept when the rest is drawn anew: it may be telling how far the file is.
    this.archive = archiveButton(...this.ids);
    this.element = this.#form();
    this.#show();
  }

  isDirty() {
    return this.edit.isDirty;
  }

  /** @param {Snapshot} state */
  follow(state) {
    const now = state.documents.find((paper) => paper.id === this.paper.id);
    if (!now) return this.desk.panel.drop();
    const isMoved = JSON.stringify(now) !== JSON.stringify(this.paper);
    this.paper = now;
    this.edit.learn({ title: now.title }, now.revision);
    if (isMoved || !this.place.hasChildNodes()) this.#show();
  }

  #show() {
    show(this.title, this.edit.mine.title);
    const fields = {
      title: {
        label: t("Tên tài liệu"),
        words: (/** @type {string} */ title) => title,
      },
    };
    const notice = conflictNotice(this.edit, fields, () => this.#show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
    const controls = () => [...this.place.querySelectorAll("select, input, button, a")];
    const focused = controls().findIndex((one) => one === document.activeElement);
    this.place.replaceChildren(...this.#deeds());
    const again = controls()[focused];
    if (again instanceof HTMLElement) again.focus();
  }

  async #rename() {
    const title = this.edit.mine.title.trim();
    if (!title || this.edit.other) return;
    const body = { title, revision: this.edit.revision };
    const url = addresses.documentsPreparingRename(...this.ids);
    if (!(await this.desk.do(() => post(url, body)))) {
      return void this.desk.meeting.refresh();
    }
    this.edit.kept(this.edit.revision + 1);
    toast(t("Đã lưu."));
    this.desk.meeting.refresh();
  }

  /** @param {string} value an item's id, or nothing for the pile */
  #attach(value) {
    const item = value ? Number(value) : null;
    const there = this.#papers.filter((paper) => paper.item_id === item);
    this.#move({ item, after: there.at(-1)?.id ?? null });
  }

  get #papers() {
    return this.desk.state?.documents ?? [];
  }

  /** @param {{item: number | null, after: number | null}} place */
  async #move(place) {
    const url = addresses.documentsPreparingMove(...this.ids);
    const isDone = await this.desk.do(() => post(url, place));
    await this.desk.meeting.refresh();
    if (!isDone) this.#show();
  }

  async #delete() {
    const isSure = await confirm({
      title: t("Xoá tài liệu này?"),
      text: t("Tệp gốc và các trang đã xử lý bị xoá khỏi hội nghị."),
      yes: t("Xoá tài liệu"),
      isGrave: true,
    });
    const url = addresses.documentsPreparingDelete(...this.ids);
    if (isSure && (await this.desk.do(() => post(url)))) {
      this.desk.panel.drop();
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
      el(
        "div",
        { class: "panel-head" },
        el("h2", {}, t("Tài liệu")),
        button(t("Đóng"), () => this.desk.panel.close()),
      ),
      this.notice,
      el(
        "form",
        { class: "stack", onsubmit: send },
        field(t("Tên tài liệu"), this.title),
        el("div", {}, el("button", { class: "button button--primary" }, t("Lưu tên"))),
      ),
      this.place,
    );
  }

  #deeds() {
    const { paper, ids } = this;
    const items = this.desk.state?.items ?? [];
    const ask = (/** @type {() => Promise<unknown>} */ deed) => this.desk.do(deed);
    const redraw = () => this.#show();
    return [
      field(
        t("Gắn vào nội dung"),
        itemSelect(items, paper, (item) => this.#attach(item)),
      ),
      el(
        "div",
        { class: "row" },
        this.#step(-1, t("Lên trên")),
        this.#step(1, t("Xuống dưới")),
      ),
      handlingFields(paper, ask, addresses.documentsHandlingHandle(...ids), redraw),
      limitFields(paper, ask, addresses.documentsHandlingLimit(...ids), redraw),
      el(
        "div",
        { class: "row panel-more" },
        paper.pages_ready > 0
          ? link(t("Mở xem"), `${addresses.screensTablet(ids[0])}#document=${paper.id}`)
          : null,
        link(t("Tải tệp gốc"), addresses.documentsReadingOriginal(...ids)),
        mayBeArchived(paper) ? this.archive : null,
        button(t("Thay bằng bản mới"), () => this.papers.reissue(paper)),
        recognitionButton(ids[0], paper, (url) => this.desk.do(() => post(url))),
        mayDelete(paper)
          ? button(t("Xoá tài liệu"), () => this.#delete(), "button button--danger")
          : null,
      ),
      this.#fileName(),
    ];
  }

  #fileName() {
    const words = t("Tệp: {name}", { name: this.paper.file_name });
    return el("p", { class: "small faint wrap" }, words);
  }

  /**
   * @param {-1 | 1} step
   * @param {string} label
   */
  #step(step, label) {
    const place = stepPlace(this.#papers, this.paper, step);
    const made = button(label, () => place && this.#move(place));
    made.disabled = place === null;
    return made;
  }
}
