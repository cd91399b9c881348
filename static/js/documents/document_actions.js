/** Actions of the secretary on documents: publish, withdraw, retry, replace. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { CompareDialog } from "./compare/compare_dialog.js";
import { problemRemarks } from "./page_problems.js";
import { DocumentForm } from "./document_form.js";
import { publishableDocuments, withdrawalText } from "./document_status.js";
import { chooseFile } from "./upload_drop.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

/**
 * Confirm the publication of a document whose pages differ from its file.
 * @param {MeetingDocument} paper
 */
async function confirmPublication(paper) {
  const faults = problemRemarks(paper).map(({ text }) => text);
  if (!faults.length) return true;
  return confirm({
    title: t("Vẫn phát hành “{title}”?", { title: paper.title }),
    text: faults.join(" "),
    yes: t("Phát hành"),
    isDestructive: true,
  });
}

export class DocumentActions {
  /** @type {Map<string, string>} reasons by document and revision; empty while loading */
  #reasons = new Map();

  /**
   * @param {Workspace} workspace
   * @param {import("./upload.js").Uploads} uploads
   */
  constructor(workspace, uploads) {
    this.workspace = workspace;
    this.uploads = uploads;
  }

  /** @param {import("../base/address_builder.js").PostAddress} url */
  #do = (url) => this.workspace.perform(() => post(url));

  /** @param {MeetingDocument} paper */
  open = (paper) =>
    this.workspace.panel.open(new DocumentForm(this.workspace, paper, this));

  /** @param {MeetingDocument} paper */
  publish = async (paper) => {
    if (await confirmPublication(paper)) await this.#publish(paper);
  };

  /** @param {MeetingDocument} paper */
  #publish = (paper) =>
    this.#do(addresses.meetingAdminPublishDocument(this.workspace.meetingId, paper.id));

  /** @param {MeetingDocument} paper */
  denyStamp = async (paper) => {
    const isSure = await confirm({
      title: t("Không phải dấu mật?"),
      text: t(
        "Xin mở trang {page} xem kỹ. Tài liệu mật không được đưa lên máy có nối mạng. Tên người xác nhận được ghi lại.",
        { page: paper.secrecy_page ?? 0 },
      ),
      yes: t("Không phải dấu mật"),
      isDestructive: true,
    });
    if (!isSure) return;
    await this.#do(
      addresses.documentsPreparingDenyStamp(this.workspace.meetingId, paper.id),
    );
  };

  /** @param {MeetingDocument} paper */
  retry = (paper) =>
    this.#do(addresses.documentsPreparingRetry(this.workspace.meetingId, paper.id));

  /** @param {MeetingDocument} paper */
  reissue = (paper) =>
    chooseFile((file) => this.uploads.add([file], paper.item_id, paper.id));

  /** @param {MeetingDocument} paper */
  compare = (paper) =>
    new CompareDialog({
      meetingId: this.workspace.meetingId,
      document: paper.id,
      since: null,
      open: null,
    }).open();

  /** @param {MeetingDocument} paper */
  withdraw = async (paper) => {
    const isSure = await confirm({
      title: t("Thu hồi tài liệu này?"),
      text: withdrawalText(paper),
      yes: t("Thu hồi"),
      isDestructive: true,
    });
    if (!isSure) return;
    await this.#do(
      addresses.documentsPreparingWithdraw(this.workspace.meetingId, paper.id),
    );
  };

  /** Give the delegates everything that is ready, after asking once. */
  publishAll = async () => {
    const papers = publishableDocuments(this.workspace.state?.documents ?? []);
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
      if (!(await confirmPublication(paper))) continue;
      if (!(await this.#publish(paper))) break;
      done += 1;
    }
    toast(t("Đã phát hành {count} tài liệu.", { count: done }));
  };

  /**
   * Return why a document was refused: requested once, shown when it arrives.
   * @param {MeetingDocument} paper
   * @returns {string}
   */
  refusal = (paper) => {
    const key = `${paper.id}:${paper.revision}`;
    const known = this.#reasons.get(key);
    if (known !== undefined) return known;
    this.#reasons.set(key, "");
    get(addresses.documentsReadingStatus(this.workspace.meetingId, paper.id)).then(
      ({ message }) => {
        this.#reasons.set(key, message);
        this.workspace.scheduleRender();
      },
      // Asked again with the next drawing.
      () => this.#reasons.delete(key),
    );
    return "";
  };
}
