/**
 * Receipts of a member's ballots on this device, until the result is announced. Wiped at
 * signing out, like everything of a member.
 */

import { MemberStorage } from "../base/member_storage.js";

/** @typedef {import("./receipt.js").Receipt} Receipt */
/** @typedef {{receipts: Receipt[], isChecked?: boolean}} Entry */

/** @param {unknown} kept @returns {Entry} */
function validEntry(kept) {
  const { receipts, isChecked } = /** @type {any} */ (kept ?? {});
  return { receipts: Array.isArray(receipts) ? receipts : [], isChecked };
}

export class ReceiptStore {
  /**
   * @param {number | string} meeting
   * @param {number | string} member
   */
  constructor(meeting, member) {
    this.memory = new MemberStorage(meeting, member);
  }

  /** @param {number} voteId */
  #entry(voteId) {
    return validEntry(this.memory.read(`receipt/${voteId}`));
  }

  /**
   * Receipts of the ballot that counts, the newest last; several if it is not known which.
   * @param {number} voteId
   * @returns {Receipt[]}
   */
  read(voteId) {
    return this.#entry(voteId).receipts;
  }

  /**
   * @param {number} voteId
   * @param {Receipt} receipt
   * @param {boolean} isCertain the server has this ballot, not perhaps an earlier one
   */
  keep(voteId, receipt, isCertain) {
    const earlier = isCertain ? [] : this.read(voteId);
    this.memory.write(`receipt/${voteId}`, { receipts: [...earlier, receipt] });
  }

  /** @param {number} voteId */
  remove(voteId) {
    this.memory.remove(`receipt/${voteId}`);
  }

  /**
   * There is a receipt that was not looked for yet.
   * @param {number} voteId
   */
  isWaiting(voteId) {
    const { receipts, isChecked } = this.#entry(voteId);
    return receipts.length > 0 && !isChecked;
  }

  /**
   * The member knows now; what was not found stays, for those who must look into it.
   * @param {number} voteId
   * @param {import("./receipt.js").Finding} finding
   */
  settle(voteId, finding) {
    if (finding === "found") return this.remove(voteId);
    const receipts = this.read(voteId);
    this.memory.write(`receipt/${voteId}`, { receipts, isChecked: true });
  }
}
