/**
 * The request to speak of who holds this tablet, as the server has it: a reload loses
 * nothing, and another tablet of the same member shows the same.
 */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";

/** @typedef {import("../live/messages.js").Floor} Floor */
/** @typedef {{id: number, kind: string, topic: string, document_id: number | null, state: string, place: number | null}} FloorRequest */
/** @typedef {import("./request_form.js").RequestValues} RequestValues */

/** @param {FloorRequest} request */
const waits = ({ state }) => state === "waiting" || state === "skipped";
/** @param {FloorRequest} request */
const hasFloor = (request) => !waits(request);

export class OwnRequest extends EventTarget {
  /** All that are open, the one that has the floor first. @type {FloorRequest[]} */
  requests = [];
  /** Whether the server has said whether there is one. */
  isLoaded = false;
  /** Why the server has not answered last; empty: it has. */
  error = "";
  #isAsking = false;
  #isOutdated = false;

  /**
   * @param {number} meetingId
   * @param {number} memberId
   */
  constructor(meetingId, memberId) {
    super();
    this.meetingId = meetingId;
    this.memberId = memberId;
  }

  /** Ask the server; what is known stays where it cannot be reached. */
  async refresh() {
    this.#isOutdated = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const answer = await get(addresses.speakingMine(this.meetingId));
      const { requests } = answer;
      this.requests = [...requests.filter(hasFloor), ...requests.filter(waits)];
      this.isLoaded = true;
      this.error = "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error.message;
    } finally {
      this.#isAsking = false;
    }
    this.dispatchEvent(new Event("changed"));
    if (this.#isOutdated) await this.refresh();
  }

  /** The next one. @returns {FloorRequest | null} */
  get request() {
    return this.requests[0] ?? null;
  }

  /**
   * Whether a change of the floor may concern this member. All others need not ask: they
   * are thousands.
   * @param {Floor | undefined} floor
   */
  isConcerned(floor) {
    if (this.request) return true;
    const named = [floor?.speaking, floor?.interrupted, ...(floor?.next ?? [])];
    return named.some((speaker) => speaker?.member_id === this.memberId);
  }

  /** @param {RequestValues} form */
  async send(form) {
    await post(addresses.speakingAsk(this.meetingId), form);
    await this.refresh();
  }

  /**
   * Choose another text of a prepared speech; null: none.
   * @param {number} id
   * @param {number | null} documentId
   */
  async attach(id, documentId) {
    const address = addresses.speakingAttachDocument(this.meetingId, id);
    await post(address, { document_id: documentId });
    await this.refresh();
  }

  /** @param {number} id */
  async withdraw(id) {
    await post(addresses.speakingWithdraw(this.meetingId, id));
    await this.refresh();
  }
}
