/** The checks of a screen: of each announced vote of which this device has a receipt. */

import { ReceiptCheck } from "./receipt_check.js";
import { ReceiptStore } from "./receipt_store.js";
import { VoteRequests } from "./requests.js";

export class ReceiptChecks {
  /** @type {Map<number, ReceiptCheck>} */
  #checks = new Map();
  #store;
  #requests;

  /**
   * @param {number} meetingId
   * @param {(text: string) => void} [announce] where the check may stand out of sight
   */
  constructor(meetingId, announce) {
    this.announce = announce;
    this.#store = new ReceiptStore(meetingId, document.body.dataset.member || "-");
    this.#requests = new VoteRequests(meetingId);
  }

  /**
   * A receipt of this vote was not looked for yet.
   * @param {number} voteId
   */
  isWaiting(voteId) {
    return this.#store.isWaiting(voteId);
  }

  /**
   * What is shown of the receipt; nothing where there is none.
   * @param {import("../live/messages.js").Vote} vote
   * @returns {HTMLElement[]}
   */
  elementsOf(vote) {
    const known = this.#checks.get(vote.id);
    if (known) return [known.element];
    const isPublished = vote.state === "announced" && vote.result !== null;
    if (!isPublished || !this.#store.read(vote.id).length) return [];
    const check = new ReceiptCheck(vote, {
      store: this.#store,
      fetchList: (id) => this.#requests.receipts(id),
      announce: this.announce,
    });
    this.#checks.set(vote.id, check);
    check.start();
    return [check.element];
  }
}
