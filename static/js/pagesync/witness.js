/**
 * Bears witness of what is really on this screen: the number it says moves on only
 * when the page of that state is painted. Values and rules, no page.
 *
 * @typedef {import("../documents/reader/places.js").Place} Place
 * @typedef {import("../live/messages.js").Shown} Shown
 * @typedef {import("./following.js").Showing} Showing
 * @typedef {Exclude<Shown["mode"], "asleep">} Mode
 */

import { isSame } from "../documents/reader/places.js";

export class Witness {
  /** The last page that was painted. @type {Place | null} */
  #painted = null;
  #isHidden = false;
  /** @type {Shown} */
  #last = { n: 0, document: null, page: 0, mode: "following" };
  /** What the room wants now. @type {{n: number, mode: Mode, showing: Showing} | null} */
  #wanted = null;

  /** @param {(report: Shown) => void} say */
  constructor(say) {
    this.say = say;
  }

  /**
   * The room has a new state, or its reader does something else.
   * @param {number} n
   * @param {Mode} mode
   * @param {Showing} showing
   */
  wants(n, mode, showing) {
    this.#wanted = { n, mode, showing };
    // Whatever comes to the glass next, this page has left it.
    const place = showing.kind === "page" ? showing.place : null;
    if (!isSame(place, this.#painted)) this.#painted = null;
    this.#speak();
  }

  /** @param {Place} place has come to the glass */
  painted({ document, page }) {
    this.#painted = { document, page };
    this.#speak();
  }

  /** @param {boolean} isHidden the browser is behind another window, or the tablet off */
  hidden(isHidden) {
    this.#isHidden = isHidden;
    this.#speak();
  }

  #speak() {
    if (!this.#wanted) return;
    const { n, mode, showing } = this.#wanted;
    if (showing.kind !== "page") {
      this.#last = { n, document: null, page: 0, mode };
    } else if (isSame(showing.place, this.#painted)) {
      this.#last = { n, ...showing.place, mode };
    } else {
      // Still the page before, and the number it belongs to.
      this.#last = { ...this.#last, mode };
    }
    this.say(this.#isHidden ? { ...this.#last, mode: "asleep" } : this.#last);
  }
}
