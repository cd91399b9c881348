/**
 * Page shown on a delegate's tablet: following the chair (the default), reading alone,
 * or leading. Pure state.
 *
 * @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition
 * @typedef {import("../live/messages.js").Snapshot} Snapshot
 * @typedef {"following" | "alone" | "leading"} Mode
 * @typedef {{kind: "page", position: PagePosition}
 *   | {kind: "nothing" | "hidden" | "withdrawn" | "expired"}} ScreenContent
 * @typedef {{following: boolean, own: PagePosition | null}} SavedView
 */

import { isSame } from "../documents/reader/page_position.js";

export class FollowerView {
  /** @type {PagePosition | null} */
  #ownPosition = null;
  #isFollowing = true;
  /** The leader's own turn, on its way to the server. @type {PagePosition | null} */
  #requested = null;
  /** Why the page shown is gone. @type {"withdrawn" | "expired" | null} */
  #removal = null;
  /** @type {Snapshot | null} */
  #state = null;

  /**
   * @param {number} memberId who holds this tablet
   * @param {SavedView | null} [saved] from before a reload
   */
  constructor(memberId, saved = null) {
    this.memberId = memberId;
    if (saved && saved.following === false) {
      this.#isFollowing = false;
      this.#ownPosition = saved.own;
    }
  }

  /** @returns {Mode} */
  get mode() {
    const leader = this.#state?.live.leader;
    if (leader && leader.id === this.memberId) return "leading";
    return this.#isFollowing ? "following" : "alone";
  }

  /** @returns {boolean} whether this tablet may turn pages now: always */
  get isFree() {
    return true;
  }

  /** @returns {SavedView} what to keep over a reload */
  get saved() {
    return { following: this.#isFollowing, own: this.#ownPosition };
  }

  /** @returns {PagePosition | null} what the chair shows everybody */
  get live() {
    const live = this.#state?.live;
    if (!live || live.document_id === null) return null;
    return { document: live.document_id, page: live.page };
  }

  /** @returns {ScreenContent} */
  get showing() {
    const position =
      this.mode === "alone" ? this.#ownPosition : (this.#requested ?? this.live);
    if (position) return { kind: "page", position };
    if (this.#removal) return { kind: this.#removal };
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
    if (this.mode !== "leading" || isSame(this.#requested, this.live))
      this.#requested = null;
    this.#detectWithdrawal(shown);
  }

  /** @param {ScreenContent} before */
  #detectWithdrawal(before) {
    const isAvailable = (/** @type {PagePosition | null} */ position) =>
      position === null || this.#papers().has(position.document);
    if (!isAvailable(this.#ownPosition)) this.#ownPosition = null;
    // A turn into a replaced document is void: the meeting has moved to the new version.
    const requested = this.#requested?.document;
    if (!this.#state?.documents.some(({ id }) => id === requested))
      this.#requested = null;
    if (before.kind === "page" && !isAvailable(before.position))
      this.#removal = this.#removalReason();
    if (this.showing.kind === "page") this.#removal = null;
  }

  /** @returns {"withdrawn" | "expired"} */
  #removalReason() {
    return this.#state?.expired_offline ? "expired" : "withdrawn";
  }

  #papers() {
    const { documents = [], replaced = [] } = this.#state ?? {};
    return new Set([...documents, ...replaced].map((paper) => paper.id));
  }

  /**
   * Turn to a page manually.
   * @param {PagePosition} position
   * @returns {"alone" | "ask"} `ask`: this tablet leads, so the server must be asked
   */
  choose(position) {
    this.#removal = null;
    if (this.mode === "leading") {
      // To the page that is shown already no fact follows, which would end the asking.
      this.#requested =
        this.#requested || !isSame(position, this.live) ? position : null;
      return "ask";
    }
    this.#isFollowing = false;
    this.#ownPosition = position;
    return "alone";
  }

  /** The server refused the leader's turn. */
  refused() {
    this.#requested = null;
  }

  /** Come back to the chair's page. */
  back() {
    this.#isFollowing = true;
    this.#ownPosition = null;
    this.#removal = null;
  }
}
