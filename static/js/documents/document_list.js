/** Documents of one item, or the unassigned ones, for the secretary. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { ElementCache } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { documentsAhead } from "./processing_queue.js";
import { button, actionButtons } from "./document_row_actions.js";
import { isProcessing, documentStatus, documentRemarks } from "./document_status.js";
import { uploadRow } from "./upload_row.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * @typedef {object} Recalls
 * @property {(id: number) => string} textFor how far a recall has come; nothing: none
 * @property {(id: number) => void} open shows the devices that still hold a document
 */
/**
 * @typedef {object} DocumentActions
 * @property {(paper: MeetingDocument) => void} open
 * @property {(paper: MeetingDocument) => void} publish
 * @property {(paper: MeetingDocument) => void} withdraw
 * @property {(paper: MeetingDocument) => void} retry
 * @property {(paper: MeetingDocument) => void} denyStamp
 * @property {(paper: MeetingDocument) => void} reissue
 * @property {(paper: MeetingDocument) => void} compare
 * @property {(paper: MeetingDocument) => string} refusal refusalReason it was refused, once known
 */

/**
 * @param {number} meetingId
 * @param {MeetingDocument} paper
 */
function thumbnail(meetingId, paper) {
  if (!paper.thumbnail) return el("span", { class: "paper-thumb" });
  return el("img", {
    class: "paper-thumb",
    src: addresses.documentsReadingImage(meetingId, paper.id, paper.thumbnail),
    alt: "",
    draggable: "false",
  });
}

/** @param {MeetingDocument} paper */
function progressBar(paper) {
  if (!isProcessing(paper)) return null;
  const bar = el("progress", {
    class: "bar",
    max: paper.page_count || null,
    value: paper.page_count ? paper.pages_ready : null,
  });
  bar.setAttribute("aria-label", t("Tiến độ xử lý"));
  return bar;
}

/** @param {MeetingDocument} paper @param {number} ahead */
function stateLine(paper, ahead) {
  const { text, tone } = documentStatus(paper, ahead);
  const pages = paper.page_count
    ? el(
        "span",
        { class: "small faint" },
        t("{count} trang", { count: paper.page_count }),
      )
    : null;
  return el(
    "span",
    { class: "paper-state" },
    el("span", { class: `tag tag--${tone}` }, text),
    paper.version > 1 &&
      el("span", { class: "tag" }, t("Bản {version}", { version: paper.version })),
    paper.state === "ready" ? pages : null,
  );
}

/** @param {{text: string, isSevere: boolean}} documentRemark */
const remark = ({ text, isSevere }) =>
  isSevere
    ? el("p", { class: "small paper-why", role: "alert" }, text)
    : el("p", { class: "small faint" }, text);

export class DocumentList {
  /**
   * @param {number} meetingId
   * @param {DocumentActions} actions
   * @param {import("./upload.js").Uploads} uploads
   * @param {Recalls} recalls
   */
  constructor(meetingId, actions, uploads, recalls) {
    this.meetingId = meetingId;
    this.recalls = recalls;
    this.actions = actions;
    this.uploads = uploads;
    this.rows = new ElementCache();
    /** @type {Map<number, number>} */
    this.ahead = new Map();
  }

  /**
   * Call before the documents of the items are drawn.
   * @param {readonly MeetingDocument[]} papers all of the meeting
   */
  updateQueue(papers) {
    this.ahead = documentsAhead(papers);
  }

  /**
   * @param {readonly MeetingDocument[]} papers those of one item
   * @param {number | null} itemId
   * @param {string | null} selectedKey
   */
  draw(papers, itemId, selectedKey) {
    return el(
      "ul",
      { class: "papers" },
      ...papers.map((paper) => this.#paper(paper, selectedKey === `paper:${paper.id}`)),
      ...this.uploads.of(itemId).map((upload) => uploadRow(upload, this.uploads)),
    );
  }

  /** Call once everything is drawn. */
  evictUnused() {
    this.rows.evictUnused();
  }

  /**
   * @param {MeetingDocument} paper
   * @param {boolean} isSelected
   */
  #paper(paper, isSelected) {
    const refusalReason = paper.state === "refused" ? this.actions.refusal(paper) : "";
    const ahead = this.ahead.get(paper.id) ?? 0;
    return this.rows.get(
      `${paper.id}`,
      [paper, isSelected, refusalReason, ahead, this.recalls.textFor(paper.id)],
      () =>
        el(
          "li",
          { class: isSelected ? "paper is-chosen" : "paper" },
          thumbnail(this.meetingId, paper),
          el(
            "div",
            { class: "paper-words" },
            button(
              paper.title,
              `paper:${paper.id}`,
              () => this.actions.open(paper),
              "paper-title",
            ),
            stateLine(paper, ahead),
            progressBar(paper),
            refusalReason ? el("p", { class: "small paper-why" }, refusalReason) : null,
            this.#recall(paper.id),
            ...documentRemarks(paper).map(remark),
          ),
          actionButtons(paper, this.actions),
        ),
    );
  }

  /** @param {number} id */
  #recall(id) {
    const line = this.recalls.textFor(id);
    if (!line) return null;
    const open = () => this.recalls.open(id);
    return button(line, `recall:${id}`, open, "button recall-line");
  }
}
