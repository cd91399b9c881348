/**
 * Whether this tablet follows the chair, reads alone or leads: values and rules,
 * no page. Following is where everybody begins.
 *
 * @typedef {import("../documents/reader/places.js").Place} Place
 * @typedef {import("../live/messages.js").Snapshot} Snapshot
 * @typedef {"following" | "alone" | "leading"} Mode
 * @typedef {{kind: "page", place: Place}
 *   | {kind: "nothing" | "hidden" | "withdrawn"}} Showing
 * @typedef {{following: boolean, own: Place | null}} Kept
 */

import { isSame } from "../documents/reader/places.js";

export class Following {
  /** @type {Place | null} */
  #own = null;
  #follows = true;
  /** The leader's own turn, on its way to the server. @type {Place | null} */
  #asked = null;
  #withdrawn = false;
  /** @type {Snapshot | null} */
  #state = null;

  /**
   * @param {number} memberId who holds this tablet
   * @param {Kept | null} [kept] from before a reload
   */
  constructor(memberId, kept = null) {
    this.memberId = memberId;
    if (kept && kept.following === false) {
      this.#follows = false;
      this.#own = kept.own;
    }
  }

  /** @returns {Mode} */
  get mode() {
    const leader = this.#state?.live.leader;
    if (leader && leader.id === this.memberId) return "leading";
    return this.#follows ? "following" : "alone";
  }

  /** @returns {boolean} whether this tablet may turn now: always, if only alone */
  get isFree() {
    return true;
  }

  /** @returns {Kept} what to keep over a reload */
  get kept() {
    return { following: this.#follows, own: this.#own };
  }

  /** @returns {Place | null} what the chair shows everybody */
  get live() {
    const live = this.#state?.live;
    if (!live || live.document_id === null) return null;
    return { document: live.document_id, page: live.page };
  }

  /** @returns {Showing} */
  get showing() {
    const place = this.mode === "alone" ? this.#own : (this.#asked ?? this.live);
    if (place) return { kind: "page", place };
    if (this.#withdrawn) return { kind: "withdrawn" };
    const isHidden = this.mode !== "alone" && this.#state?.live.hidden;
    return { kind: isHidden ? "hidden" : "nothing" };
  }

  /**
   * Take the meeting's next state.
   * @param {Snapshot} state
   */
  update(state) {
    const shown = this.showing;
    this.#state = state;
    if (this.mode !== "leading" || isSame(this.#asked, this.live)) this.#asked = null;
    this.#noticeWithdrawal(shown);
  }

  /** @param {Showing} before */
  #noticeWithdrawal(before) {
    const isHere = (/** @type {Place | null} */ place) =>
      place === null || this.#papers().has(place.document);
    if (!isHere(this.#own)) this.#own = null;
    // No turn leads into a paper that was issued anew: the hall has gone on.
    const asked = this.#asked?.document;
    if (!this.#state?.documents.some(({ id }) => id === asked)) this.#asked = null;
    if (before.kind === "page" && !isHere(before.place)) this.#withdrawn = true;
    if (this.showing.kind === "page") this.#withdrawn = false;
  }

  #papers() {
    const { documents = [], replaced = [] } = this.#state ?? {};
    return new Set([...documents, ...replaced].map((paper) => paper.id));
  }

  /**
   * Turn to a page by one's own hand.
   * @param {Place} place
   * @returns {"alone" | "ask"} `ask`: this tablet leads, so the server must be asked
   */
  choose(place) {
    this.#withdrawn = false;
    if (this.mode === "leading") {
      // To the page that is shown already no fact follows, which would end the asking.
      this.#asked = this.#asked || !isSame(place, this.live) ? place : null;
      return "ask";
    }
    this.#follows = false;
    this.#own = place;
    return "alone";
  }

  /** The server refused the leader's turn. */
  refused() {
    this.#asked = null;
  }

  /** Come back to the chair's page. */
  back() {
    this.#follows = true;
    this.#own = null;
    this.#withdrawn = false;
  }
}
