/**
 * What the chair and the secretary do with the floor. Each action says what its presser
 * saw, so that the server can refuse what somebody else has changed meanwhile.
 */

import { ActionQueue, requestName } from "../base/action_queue.js";
import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").Speaker} Speaker */
/** @typedef {import("../base/address_builder.js").PostAddress} PostAddress */

export class FloorActions {
  #queue = new ActionQueue();

  /** @param {import("../live/live_meeting.js").LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    this.meetingId = meeting.parts.meetingId;
  }

  /** @returns {import("../live/messages.js").Floor | undefined} */
  get floor() {
    return this.meeting.state?.floor;
  }

  /**
   * Give somebody the floor; asks where somebody speaks.
   * @param {Speaker} speaker
   */
  async give({ request_id: id, name }) {
    const now = this.floor?.speaking ?? null;
    const isSure = !now || (await confirm(replaceQuestion(now.name, name)));
    return isSure && this.giveInstead(id, now?.request_id ?? null);
  }

  /**
   * @param {number} id
   * @param {number | null} insteadOf who the presser saw speaking
   */
  giveInstead(id, insteadOf) {
    const url = addresses.speakingGive(this.meetingId, id);
    return this.#send(url, { instead_of: insteadOf });
  }

  /**
   * Let somebody speak to a point of order; the speaker goes on afterwards.
   * @param {Speaker} speaker
   */
  interrupt({ request_id }) {
    const instead_of = this.floor?.speaking?.request_id ?? null;
    const url = addresses.speakingInterrupt(this.meetingId);
    return this.#send(url, { request_id, instead_of });
  }

  /** @param {number} [id] the request of who gave way */
  giveBack(id = this.floor?.interrupted?.request_id) {
    const url = addresses.speakingGiveBack(this.meetingId);
    return this.#send(url, id === undefined ? {} : { request_id: id });
  }

  /** @param {{request_id: number}} speaker */
  end({ request_id }) {
    return this.#send(addresses.speakingEnd(this.meetingId), { request_id });
  }

  /** @param {Speaker} speaker */
  skip({ request_id }) {
    return this.#send(addresses.speakingSkip(this.meetingId, request_id));
  }

  /** @param {Speaker} speaker */
  recall({ request_id }) {
    return this.#send(addresses.speakingRecall(this.meetingId, request_id));
  }

  /**
   * @param {number} id
   * @param {number | null} after the request before it; null: to the front
   */
  move(id, after) {
    return this.#send(addresses.speakingMove(this.meetingId, id), { after });
  }

  /**
   * @param {number} id
   * @param {string} stage
   */
  stepQuestion(id, stage) {
    const url = addresses.speakingStepQuestion(this.meetingId, id);
    return this.#send(url, { stage });
  }

  /** @param {boolean} isOpen */
  setList(isOpen) {
    return this.#send(addresses.speakingSetList(this.meetingId), { open: isOpen });
  }

  /**
   * Send one action after the other.
   * @param {PostAddress} url
   * @param {object} [body]
   * @returns {Promise<boolean>} whether it was done
   */
  async #send(url, body = {}) {
    const send = () => post(url, body).then(() => true);
    try {
      return (await this.#queue.run(requestName(url, body), send)) ?? false;
    } catch (error) {
      // Somebody else was faster: show what they did.
      if (error instanceof ApiError && error.status === 409) this.meeting.refresh();
      showError(error);
      return false;
    }
  }
}

/**
 * @param {string} now
 * @param {string} next
 */
function replaceQuestion(now, next) {
  return {
    title: t("Mời {name} phát biểu?", { name: next }),
    text: t("Đồng chí {name} đang phát biểu; lượt đó sẽ kết thúc.", { name: now }),
    yes: t("Mời phát biểu"),
  };
}
