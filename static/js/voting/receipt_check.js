/** What a voter is shown of their receipt: the code, and whether the ballot was counted. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { findReceipt, receiptCode } from "./receipt.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("./receipt.js").Finding} Finding */

/** Of so many ballots the list is small: it is fetched without being asked for. */
const MOST_AUTOMATIC = 1000;
/** Over so long the tablets fetch it then, in milliseconds. */
const FETCHING_SPREAD_MS = 5000;

const codeElement = (/** @type {string} */ nonce) =>
  el("b", { class: "receipt-code", translate: "no" }, receiptCode(nonce));

/**
 * The receipt of a ballot that was just sent.
 * @param {import("./ballot.js").Ballot} ballot
 */
export function receiptElement({ vote, phase, isSealedByServer, parts }) {
  if (!vote.has_receipt || phase !== "kept") return null;
  const receipt = parts.drafts.receipt(vote.id);
  if (isSealedByServer) {
    const said = t("Phiếu do máy chủ niêm phong nên không có mã biên nhận.");
    return el("p", { class: "soft" }, said);
  }
  if (!receipt) {
    return el("p", { class: "soft" }, t("Máy này không giữ mã biên nhận của phiếu."));
  }
  return el(
    "div",
    { class: "receipt" },
    el("p", {}, t("Mã biên nhận:"), " ", codeElement(receipt.nonce)),
    el(
      "p",
      { class: "soft" },
      t(
        "Máy giữ mã này và tự tìm phiếu khi kết quả được công bố. Không cần đưa mã cho ai xem.",
      ),
    ),
  );
}

/** @param {Finding} finding */
function findingText(finding) {
  const texts = {
    found: t("Phiếu của đồng chí có trong danh sách đã đếm, đúng như đã gửi."),
    missing: t(
      "Không thấy phiếu của đồng chí trong danh sách đã đếm. Nếu đã đổi phiếu trên máy khác thì xem ở máy ấy; nếu không, xin báo ngay ban kiểm phiếu hoặc thư ký.",
    ),
    wrong: t(
      "Danh sách phiếu không khớp với mã gốc đã công bố. Xin báo ngay ban kiểm phiếu hoặc thư ký.",
    ),
  };
  return texts[finding];
}

/**
 * @typedef {object} CheckParts
 * @property {import("./receipt_store.js").ReceiptStore} store
 * @property {(voteId: number) => Promise<{ballots: import("./receipt.js").ListedBallot[]}>}
 *   fetchList
 * @property {(text: string) => void} [announce] says also elsewhere what was found
 * @property {() => number} [random]
 */

export class ReceiptCheck {
  /** @type {Finding | null} */
  finding = null;
  #isFetching = false;
  #status = el("p", { class: "notice", role: "status" });
  #button = el(
    "button",
    {
      class: "button button--large",
      type: "button",
      "data-press": "check-receipt",
      onclick: () => void this.check(),
    },
    t("Tìm phiếu của tôi trong danh sách đã đếm"),
  );

  /**
   * @param {Vote} vote announced
   * @param {CheckParts} parts
   */
  constructor(vote, { store, fetchList, announce = () => {}, random = Math.random }) {
    this.vote = vote;
    this.store = store;
    this.fetchList = fetchList;
    this.announce = announce;
    this.random = random;
    this.receipts = store.read(vote.id);
    this.element = el(
      "section",
      { class: "receipt", "aria-label": t("Mã biên nhận") },
      el(
        "p",
        {},
        t("Mã biên nhận:"),
        " ",
        codeElement(this.receipts.at(-1)?.nonce ?? ""),
      ),
      this.#status,
      this.#button,
    );
    this.#status.hidden = true;
  }

  /** Check soon, unless the list is so long that each member is asked first. */
  start() {
    if ((this.vote.cast ?? 0) > MOST_AUTOMATIC) return;
    setTimeout(() => void this.check(), this.random() * FETCHING_SPREAD_MS);
  }

  async check() {
    if (this.#isFetching || this.finding) return;
    this.#isFetching = true;
    this.#say(t("Đang tìm trong danh sách đã đếm…"), "plain");
    try {
      const { ballots } = await this.fetchList(this.vote.id);
      const root = this.vote.result?.receipt_root ?? "";
      this.finding = findReceipt(this.receipts, ballots, root);
      this.store.settle(this.vote.id, this.finding);
      this.#button.remove();
      const tone = this.finding === "found" ? "good" : "error";
      this.#say(findingText(this.finding), tone);
      this.announce(findingText(this.finding));
    } catch {
      this.#say(t("Chưa lấy được danh sách. Xin bấm lại sau giây lát."), "warn");
    } finally {
      this.#isFetching = false;
    }
  }

  /**
   * @param {string} text
   * @param {"plain" | "good" | "warn" | "error"} tone
   */
  #say(text, tone) {
    this.#status.hidden = false;
    this.#status.className = `notice notice--${tone}`;
    this.#status.textContent = text;
  }
}

/** @param {import("../live/messages.js").VoteResult} result */
export const rootElement = ({ receipt_root: root = "" }) =>
  root &&
  el(
    "p",
    { class: "soft receipt-root" },
    t("Mã gốc của danh sách phiếu:"),
    " ",
    el("code", { translate: "no" }, root.replaceAll(/(.{8})(?=.)/g, "$1 ")),
  );
