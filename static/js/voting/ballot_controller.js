/** The ballot on tablet, phone and the chair's screen: a sheet that can be made a bar. */

import { Controller } from "../base/controller.js";
import { afterPress } from "../base/press.js";
import { t } from "../base/i18n.js";
import { Ballot } from "./ballot.js";
import { BallotDrafts } from "./ballot_draft.js";
import { loadLibrary, outgoingBallot } from "./ballot_sealing.js";
import { BallotSheet } from "./ballot_sheet.js";
import { currentVote, hasBallot, watchedVote } from "./current_ballot.js";
import { ReceiptStore } from "./receipt_store.js";
import { VoteRequests } from "./requests.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Vote} Vote */

/** The least time over which an audience asks for the state of its ballots, in ms. */
const ASKING_SPREAD_MS = 4000;
/** When the library that seals ballots is loaded ahead, in ms after the page. */
const PREFETCH_AFTER_MS = 20_000;
/** Over so long thousands of tablets load it, in ms: it is as large as the page. */
const PREFETCH_SPREAD_MS = 600_000;

/** @param {number} meetingId */
function draftsOf(meetingId) {
  const member = document.body.dataset.member || "-";
  return new BallotDrafts(meetingId, member, new ReceiptStore(meetingId, member));
}

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class BallotController extends Controller {
  /** @type {Map<number, Ballot>} */
  #ballots = new Map();
  /** @type {Ballot | null} */
  #shown = null;
  #isFirstState = true;
  #wasLive = true;
  #requests = new VoteRequests(this.context.meeting.parts.meetingId);
  #drafts = draftsOf(this.context.meeting.parts.meetingId);
  #sheet = new BallotSheet(
    (name) => this.target(name),
    this.element.dataset.opens !== "by-hand",
  );

  /** @override */
  start() {
    this.#sheet.start((source, type, listener) => this.on(source, type, listener));
    this.context.meeting.watch((meeting) => this.#follow(meeting));
    if (this.#mayVote) this.#prefetch(PREFETCH_AFTER_MS, PREFETCH_SPREAD_MS);
  }

  get #mayVote() {
    return this.element.dataset.votes === "yes";
  }

  /**
   * @param {number} after
   * @param {number} spread
   */
  #prefetch(after, spread) {
    // Where it fails, it is loaded when a ballot is sent.
    setTimeout(() => loadLibrary().catch(() => {}), after + Math.random() * spread);
  }

  /** @param {LiveMeeting} meeting */
  #follow({ state, link }) {
    if (!state) return;
    const votes = state.votes ?? [];
    const isBack = link === "live" && !this.#wasLive;
    this.#wasLive = link === "live";
    if (this.#mayVote) this.#updateBallots(votes);
    if (isBack) this.#onBack();
    this.#isFirstState = false;
    afterPress(this, () => this.#draw(votes));
  }

  /** @param {Vote[]} votes */
  #updateBallots(votes) {
    for (const vote of votes) {
      const known = this.#ballots.get(vote.id);
      if (known) known.update(vote);
      else if (hasBallot(vote) && this.#isForMember(vote)) this.#add(vote);
    }
    for (const [id, ballot] of this.#ballots) {
      // Cancelled votes are in nobody's snapshot.
      if (!votes.some((vote) => vote.id === id) && ballot.vote.state === "open") {
        ballot.update({ ...ballot.vote, state: "cancelled" });
      }
    }
  }

  /** @param {Vote} vote */
  #isForMember({ id, state }) {
    if (state === "open") return true;
    return state === "closed" && Boolean(this.#drafts.read(id).outgoing);
  }

  /** @param {Vote} vote */
  #add(vote) {
    const ballot = new Ballot(vote, {
      drafts: this.#drafts,
      post: (id, outgoing) => this.#requests.cast(id, outgoing),
      ask: (id) => this.#requests.ownBallot(id),
      seal: outgoingBallot,
      onChange: () => afterPress(this, () => this.#draw()),
    });
    this.#ballots.set(vote.id, ballot);
    if (vote.public_key) this.#prefetch(0, ASKING_SPREAD_MS);
    // Who has just loaded the page may have voted already; a new vote is asked about
    // later, and not by all tablets at once.
    if (this.#isFirstState) this.#askFirst(ballot);
    else this.#askLater(ballot);
  }

  /** @param {Ballot} ballot */
  async #askFirst(ballot) {
    this.#sheet.isHeld = true;
    await ballot.refresh();
    this.#sheet.isHeld = false;
    if (ballot.phase === "kept") this.#sheet.isMinimised = true;
    afterPress(this, () => this.#draw());
  }

  /** @param {Ballot} ballot */
  #askLater(ballot) {
    const spread = Math.max(ASKING_SPREAD_MS, 2 * this.context.meeting.spread);
    setTimeout(
      () => {
        if (ballot.vote.state === "open" && ballot.isPending) ballot.refresh();
      },
      1000 + Math.random() * spread,
    );
  }

  /** The connection is back. */
  #onBack() {
    for (const ballot of this.#ballots.values()) {
      ballot.retryNow();
      if (ballot.phase === "choosing") this.#askLater(ballot);
    }
  }

  /** @param {Vote[]} [votes] */
  #draw(votes = this.context.meeting.state?.votes ?? []) {
    const vote = currentVote(this.#known(votes), {
      isDone: (id) => !this.#ballots.get(id)?.isPending,
      shownId: this.#shown?.vote.id ?? null,
    });
    const ballot = (vote && this.#ballots.get(vote.id)) || null;
    const isAnother = ballot !== this.#shown;
    this.#shown = ballot;
    this.#drawWatched(votes);
    this.#sheet.draw(ballot, isAnother);
  }

  /**
   * Those in the snapshot, and those that have gone from it: cancelled.
   * @param {Vote[]} votes
   */
  #known(votes) {
    const ids = new Set(votes.map(({ id }) => id));
    const gone = [...this.#ballots.values()].map(({ vote }) => vote);
    return [...votes, ...gone.filter(({ id }) => !ids.has(id))];
  }

  /** @param {Vote[]} votes */
  #drawWatched(votes) {
    const watched = watchedVote(votes, this.#mayVote);
    const line = this.target("watched");
    line.hidden = !watched;
    if (!watched) return;
    const { title, is_rehearsal: isRehearsal } = watched;
    line.textContent = isRehearsal
      ? t("BIỂU QUYẾT THỬ: {title}", { title })
      : t("Đang biểu quyết: {title}", { title });
  }
}
