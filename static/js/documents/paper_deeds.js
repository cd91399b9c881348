/** What the secretary does with papers from their lines: publish, withdraw, try again. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { CompareDialog } from "./compare/compare_dialog.js";
import { faultRemarks } from "./page_faults.js";
import { PaperForm } from "./paper_form.js";
import { readyToPublish, withdrawalWords } from "./paper_words.js";
import { chooseFile } from "./upload_drop.js";

/** @typedef {import("../live/messages.js").Paper} Paper */
/** @typedef {import("../meetings/desk.js").Desk} Desk */

/**
 * Ask whether a paper is published whose pages are not as its file is.
 * @param {Paper} paper
 */
async function mayGoOut(paper) {
  const faults = faultRemarks(paper).map(({ text }) => text);
  if (!faults.length) return true;
  return confirm({
    title: t("Vẫn phát hành “{title}”?", { title: paper.title }),
    text: faults.join(" "),
    yes: t("Phát hành"),
    isGrave: true,
  });
}

export class PaperDeeds {
  /** @type {Map<string, string>} reasons by paper and revision; empty while asked */
  #reasons = new Map();

  /**
   * @param {Desk} desk
   * @param {import("./upload.js").Uploads} uploads
   */
  constructor(desk, uploads) {
    this.desk = desk;
    this.uploads = uploads;
  }

  /** @param {import("../base/address.js").PostAddress} url */
  #do = (url) => this.desk.do(() => post(url));

  /** @param {Paper} paper */
  open = (paper) => this.desk.panel.open(new PaperForm(this.desk, paper, this));

  /** @param {Paper} paper */
  publish = async (paper) => {
    if (await mayGoOut(paper)) await this.#publish(paper);
  };

  /** @param {Paper} paper */
  #publish = (paper) =>
    this.#do(addresses.secretariatPublishDocument(this.desk.meetingId, paper.id));

  /** @param {Paper} paper */
  denyStamp = async (paper) => {
    const isSure = await confirm({
      title: t("Không phải dấu mật?"),
      text: t(
        "Xin mở trang {page} xem kỹ. Tài liệu mật không được đưa lên máy có nối mạng. Tên người xác nhận được ghi lại.",
        { page: paper.secrecy_page ?? 0 },
      ),
      yes: t("Không phải dấu mật"),
      isGrave: true,
    });
    if (!isSure) return;
    await this.#do(
      addresses.documentsPreparingDenyStamp(this.desk.meetingId, paper.id),
    );
  };

  /** @param {Paper} paper */
  retry = (paper) =>
    this.#do(addresses.documentsPreparingRetry(this.desk.meetingId, paper.id));

  /** @param {Paper} paper */
  reissue = (paper) =>
    chooseFile((file) => this.uploads.add([file], paper.item_id, paper.id));

  /** @param {Paper} paper */
  compare = (paper) =>
    new CompareDialog({
      meetingId: this.desk.meetingId,
      document: paper.id,
      since: null,
      open: null,
    }).open();

  /** @param {Paper} paper */
  withdraw = async (paper) => {
    const isSure = await confirm({
      title: t("Thu hồi tài liệu này?"),
      text: withdrawalWords(paper),
      yes: t("Thu hồi"),
      isGrave: true,
    });
    if (!isSure) return;
    await this.#do(addresses.documentsPreparingWithdraw(this.desk.meetingId, paper.id));
  };

  /** Give the delegates everything that is ready, after asking once. */
  publishAll = async () => {
    const papers = readyToPublish(this.desk.state?.documents ?? []);
    const isSure = await confirm({
      title: t("Phát hành {count} tài liệu?", { count: papers.length }),
      text: t(
        "Đại biểu được xem nội dung nào thì đọc được ngay tài liệu của nội dung đó.",
      ),
      yes: t("Phát hành tất cả"),
    });
    if (!isSure) return;
    let done = 0;
    for (const paper of papers) {
      if (!(await mayGoOut(paper))) continue;
      if (!(await this.#publish(paper))) break;
      done += 1;
    }
    toast(t("Đã phát hành {count} tài liệu.", { count: done }));
  };

  /**
   * Why a paper was refused: asked once, shown when it comes.
   * @param {Paper} paper
   * @returns {string}
   */
  refusal = (paper) => {
    const key = `${paper.id}:${paper.revision}`;
    const known = this.#reasons.get(key);
    if (known !== undefined) return known;
    this.#reasons.set(key, "");
    get(addresses.documentsReadingStatus(this.desk.meetingId, paper.id)).then(
      ({ message }) => {
        this.#reasons.set(key, message);
        this.desk.draw();
      },
      // Asked again with the next drawing.
      () => this.#reasons.delete(key),
    );
    return "";
  };
}
