/** Requests of votes to the server. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";

/** A ballot is sent again by itself, so a dead connection is given up early. */
const BALLOT_DEADLINES_MS = [8000];

export class VoteRequests {
  /** @param {number} meetingId */
  constructor(meetingId) {
    this.meetingId = meetingId;
  }

  /**
   * @param {number} voteId
   * @param {import("./ballot_draft.js").Outgoing} outgoing
   */
  cast(voteId, outgoing) {
    const url = addresses.votingCastBallot(this.meetingId, voteId);
    return post(url, outgoing, BALLOT_DEADLINES_MS);
  }

  /**
   * @param {number} voteId
   * @returns {Promise<import("./ballot.js").CastState>}
   */
  ownBallot(voteId) {
    return get(addresses.votingOwnBallot(this.meetingId, voteId));
  }

  /** @param {number} voteId */
  readiness(voteId) {
    return get(addresses.votingReadiness(this.meetingId, voteId));
  }

  /** @param {number} voteId */
  turnout(voteId) {
    return get(addresses.votingTurnout(this.meetingId, voteId));
  }

  /**
   * The whole result, with its sums by site and unit.
   * @param {number} voteId
   * @returns {Promise<{result: import("../live/messages.js").VoteResult}>}
   */
  result(voteId) {
    return get(addresses.votingResult(this.meetingId, voteId));
  }

  /**
   * All ballots of an announced vote with receipts, without their voters.
   * @param {number} voteId
   * @returns {Promise<{ballots: import("./receipt.js").ListedBallot[]}>}
   */
  receipts(voteId) {
    return get(addresses.votingReceipts(this.meetingId, voteId));
  }

  /**
   * Open, close, announce or cancel a vote as it was seen.
   * @param {"open" | "close" | "announce" | "cancel"} act
   * @param {import("../live/messages.js").Vote} vote
   * @param {{reason?: string, passed?: boolean}} [more]
   */
  act(act, { id, state }, more = {}) {
    const address = {
      open: addresses.votingOpenVote,
      close: addresses.votingCloseVote,
      announce: addresses.votingAnnounceVote,
      cancel: addresses.votingCancelVote,
    }[act];
    return post(address(this.meetingId, id), { state, ...more });
  }

  /**
   * @param {number} voteId
   * @param {object} form
   */
  secondRound(voteId, form) {
    return post(addresses.votingSecondRound(this.meetingId, voteId), form);
  }

  /**
   * @param {number} voteId
   * @param {number} memberId
   * @param {import("./ballot_choice.js").Choices} choices
   */
  castOnBehalf(voteId, memberId, choices) {
    return post(addresses.votingCastOnBehalf(this.meetingId, voteId), {
      member_id: memberId,
      choices,
      confirmed: true,
    });
  }

  /**
   * @param {number} voteId
   * @param {object} form
   */
  enterHandCount(voteId, form) {
    return post(addresses.votingEnterHandCount(this.meetingId, voteId), form);
  }

  /**
   * @param {number} voteId
   * @param {object} form
   */
  enterPaperCount(voteId, form) {
    return post(addresses.votingEnterPaperCount(this.meetingId, voteId), form);
  }

  /**
   * @param {number} voteId
   * @param {string[]} words the tellers' shares of the key
   */
  enterShares(voteId, words) {
    return post(addresses.votingEnterShares(this.meetingId, voteId), { words });
  }

  /** @param {object} form */
  add(form) {
    return post(addresses.votingAddVote(this.meetingId), form);
  }

  /**
   * @param {number} voteId
   * @param {object} form
   */
  edit(voteId, form) {
    return post(addresses.votingEditVote(this.meetingId, voteId), form);
  }

  /** @param {number} voteId */
  remove(voteId) {
    return post(addresses.votingDeleteVote(this.meetingId, voteId));
  }
}
