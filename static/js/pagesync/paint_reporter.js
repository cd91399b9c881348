/**
 * Report what is painted: the reported number advances only when the page of that state
 * is painted. Pure state.
 *
 * @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition
 * @typedef {import("../live/messages.js").ShownPage} ShownPage
 * @typedef {import("./follower_view.js").ScreenContent} ScreenContent
 * @typedef {Exclude<ShownPage["mode"], "asleep">} Mode
 */

import { isSame } from "../documents/reader/page_position.js";

export class PaintReporter {
  /** The last page that was painted. @type {PagePosition | null} */
  #onPainted = null;
  #isHidden = false;
  /** @type {ShownPage} */
  #lastReport = { n: 0, document: null, page: 0, mode: "following" };
  /** What the room wants now. @type {{n: number, mode: Mode, showing: ScreenContent} | null} */
  #wanted = null;

  /** @param {(report: ShownPage) => void} send */
  constructor(send) {
    this.send = send;
  }

  /**
   * The room has a new state, or its reader does something else.
   * @param {number} n
   * @param {Mode} mode
   * @param {ScreenContent} showing
   */
  expect(n, mode, showing) {
    this.#wanted = { n, mode, showing };
    // The painted page is no longer the one to show.
    const position = showing.kind === "page" ? showing.position : null;
    if (!isSame(position, this.#onPainted)) this.#onPainted = null;
    this.#report();
  }

  /** @param {PagePosition} position that was painted */
  onPainted({ document, page }) {
    this.#onPainted = { document, page };
    this.#report();
  }

  /** @param {boolean} isHidden the browser is behind another window, or the tablet off */
  onVisibility(isHidden) {
    this.#isHidden = isHidden;
    this.#report();
  }

  #report() {
    if (!this.#wanted) return;
    const { n, mode, showing } = this.#wanted;
    if (showing.kind !== "page") {
      this.#lastReport = { n, document: null, page: 0, mode };
    } else if (isSame(showing.position, this.#onPainted)) {
      this.#lastReport = { n, ...showing.position, mode };
    } else {
      // Still the page before, and the number it belongs to.
      this.#lastReport = { ...this.#lastReport, mode };
    }
    this.send(
      this.#isHidden ? { ...this.#lastReport, mode: "asleep" } : this.#lastReport,
    );
  }
}
