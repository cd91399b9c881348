/**
 * What a member has marked or not sent yet, kept in this tab so that a reload loses
 * nothing. A sealed ballot is kept sealed; its marks are gone.
 */

import { onSignOut } from "../base/member_storage.js";

const PREFIX = "kiosk-ballot/";

/**
 * @typedef {import("./ballot_choice.js").Choices} Choices
 * @typedef {{choices?: Choices, sealed?: string, key: string}} Outgoing
 * @typedef {import("./receipt.js").Receipt} Receipt
 * @typedef {{choices?: Choices, outgoing?: Outgoing, receipt?: Receipt}} Draft
 */

/** @returns {Storage | null} null where the browser allows none */
function sessionStore() {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

/** @param {(key: string) => boolean} isOld */
function removeDrafts(isOld) {
  const store = sessionStore();
  for (const key of Object.keys(store ?? {})) {
    if (key.startsWith(PREFIX) && isOld(key)) store?.removeItem(key);
  }
}

onSignOut(async () => removeDrafts(() => true));

export class BallotDrafts {
  /**
   * @param {number | string} meeting
   * @param {number | string} member drafts of others are removed
   * @param {import("./receipt_store.js").ReceiptStore} receipts
   */
  constructor(meeting, member, receipts) {
    this.receipts = receipts;
    this.prefix = `${PREFIX}${meeting}/${member}/`;
    removeDrafts((key) => !key.startsWith(this.prefix));
  }

  /**
   * @param {number} voteId
   * @returns {Draft}
   */
  read(voteId) {
    try {
      return JSON.parse(sessionStore()?.getItem(this.prefix + voteId) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  /**
   * @param {number} voteId
   * @param {Draft} draft
   */
  write(voteId, draft) {
    try {
      sessionStore()?.setItem(this.prefix + voteId, JSON.stringify(draft));
    } catch {
      // A full storage costs the marks at a reload, nothing more.
    }
  }

  /**
   * The server has a ballot of this member: its receipt is kept from now on. One that the
   * server has sealed has none, and that of an earlier ballot would not be found.
   * @param {number} voteId
   * @param {boolean} isCertain it is this ballot, not perhaps an earlier one
   */
  confirm(voteId, isCertain) {
    const { receipt } = this.read(voteId);
    if (receipt) this.receipts.keep(voteId, receipt, isCertain);
    else this.receipts.remove(voteId);
    this.remove(voteId);
  }

  /** @param {number} voteId */
  receipt(voteId) {
    return this.receipts.read(voteId).at(-1) ?? null;
  }

  /** @param {number} voteId */
  remove(voteId) {
    sessionStore()?.removeItem(this.prefix + voteId);
  }
}
