/**
 * Page shown on the chair's screen: the live page. Requests other pages from the server
 * while nobody else leads. Pure state.
 *
 * @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition
 * @typedef {import("../live/messages.js").Snapshot} Snapshot
 */

export class LeaderView {
  /** @type {Snapshot | null} */
  #state = null;
  #withdrawn = false;

  /**
   * @param {number} memberId member of this screen, 0: none
   * @param {boolean} [isChair] false for a screen that only shows
   */
  constructor(memberId, isChair = true) {
    this.memberId = memberId;
    this.isChair = isChair;
  }

  /** @returns {"leading" | "following"} */
  get mode() {
    const leader = this.#state?.live.leader?.id;
    const leads = leader ? leader === this.memberId : this.isChair;
    return leads ? "leading" : "following";
  }

  /** @returns {boolean} whether this screen may turn now */
  get isFree() {
    return this.mode === "leading";
  }

  /** @returns {PagePosition | null} */
  get live() {
    const live = this.#state?.live;
    if (!live || live.document_id === null) return null;
    return { document: live.document_id, page: live.page };
  }

  /** @returns {import("./follower_view.js").ScreenContent} */
  get showing() {
    if (this.live) return { kind: "page", position: this.live };
    return { kind: this.#withdrawn ? "withdrawn" : "nothing" };
  }

  /** @param {Snapshot} state */
  update(state) {
    const before = this.live;
    this.#state = state;
    if (this.live) this.#withdrawn = false;
    else if (before) this.#withdrawn = true;
  }

  /** @returns {"ask" | "refused"} */
  choose() {
    return this.mode === "leading" ? "ask" : "refused";
  }

  /** A refused turn changes nothing here. */
  refused() {}

  /** It never leaves the live page. */
  back() {}

  /** @returns {null} */
  get saved() {
    return null;
  }
}
