/** The papers of one item, or of the pile, as the secretary sees them. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { Keep } from "../base/keep.js";
import { t } from "../base/i18n.js";
import { papersAhead } from "./paper_line.js";
import { button, deedsOf } from "./paper_next.js";
import { isInWork, paperState, remarks } from "./paper_words.js";
import { uploadLine } from "./upload_line.js";

/** @typedef {import("../live/messages.js").Paper} Paper */
/**
 * @typedef {object} Recalls
 * @property {(id: number) => string} line how far a recall has come; nothing: none
 * @property {(id: number) => void} open says on which devices a paper still lies
 */
/**
 * @typedef {object} PaperDeeds
 * @property {(paper: Paper) => void} open
 * @property {(paper: Paper) => void} publish
 * @property {(paper: Paper) => void} withdraw
 * @property {(paper: Paper) => void} retry
 * @property {(paper: Paper) => void} denyStamp
 * @property {(paper: Paper) => void} reissue
 * @property {(paper: Paper) => void} compare
 * @property {(paper: Paper) => string} refusal why it was refused, once known
 */

/**
 * @param {number} meetingId
 * @param {Paper} paper
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

/** @param {Paper} paper */
function progressBar(paper) {
  if (!isInWork(paper)) return null;
  const bar = el("progress", {
    class: "bar",
    max: paper.page_count || null,
    value: paper.page_count ? paper.pages_ready : null,
  });
  bar.setAttribute("aria-label", t("Tiến độ xử lý"));
  return bar;
}

/** @param {Paper} paper @param {number} ahead */
function stateLine(paper, ahead) {
  const { text, tone } = paperState(paper, ahead);
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

/** @param {{text: string, isGrave: boolean}} said */
const remark = ({ text, isGrave }) =>
  isGrave
    ? el("p", { class: "small paper-why", role: "alert" }, text)
    : el("p", { class: "small faint" }, text);

export class PaperList {
  /**
   * @param {number} meetingId
   * @param {PaperDeeds} deeds
   * @param {import("./upload.js").Uploads} uploads
   * @param {Recalls} recalls
   */
  constructor(meetingId, deeds, uploads, recalls) {
    this.meetingId = meetingId;
    this.recalls = recalls;
    this.deeds = deeds;
    this.uploads = uploads;
    this.keep = new Keep();
    /** @type {Map<number, number>} */
    this.ahead = new Map();
  }

  /**
   * Call before the papers of the items are drawn.
   * @param {readonly Paper[]} papers all of the meeting
   */
  line(papers) {
    this.ahead = papersAhead(papers);
  }

  /**
   * @param {readonly Paper[]} papers those of one item
   * @param {number | null} itemId
   * @param {string | null} chosen
   */
  draw(papers, itemId, chosen) {
    return el(
      "ul",
      { class: "papers" },
      ...papers.map((paper) => this.#paper(paper, chosen === `paper:${paper.id}`)),
      ...this.uploads.of(itemId).map((upload) => uploadLine(upload, this.uploads)),
    );
  }

  /** Call once everything is drawn. */
  sweep() {
    this.keep.sweep();
  }

  /**
   * @param {Paper} paper
   * @param {boolean} isChosen
   */
  #paper(paper, isChosen) {
    const why = paper.state === "refused" ? this.deeds.refusal(paper) : "";
    const ahead = this.ahead.get(paper.id) ?? 0;
    return this.keep.get(
      `${paper.id}`,
      [paper, isChosen, why, ahead, this.recalls.line(paper.id)],
      () =>
        el(
          "li",
          { class: isChosen ? "paper is-chosen" : "paper" },
          thumbnail(this.meetingId, paper),
          el(
            "div",
            { class: "paper-words" },
            button(
              paper.title,
              `paper:${paper.id}`,
              () => this.deeds.open(paper),
              "paper-title",
            ),
            stateLine(paper, ahead),
            progressBar(paper),
            why ? el("p", { class: "small paper-why" }, why) : null,
            this.#recall(paper.id),
            ...remarks(paper).map(remark),
          ),
          deedsOf(paper, this.deeds),
        ),
    );
  }

  /** @param {number} id */
  #recall(id) {
    const line = this.recalls.line(id);
    if (!line) return null;
    const open = () => this.recalls.open(id);
    return button(line, `recall:${id}`, open, "button recall-line");
  }
}
