/**
 * The page on which a manual turn began. If another page (of the chair or leader) came
 * up before the finger was lifted, the turn is void and a follower keeps following. The
 * own turn on its way to the server counts as the same page, so that quick turns of a
 * leader add up.
 *
 * @typedef {import("./page_position.js").PagePosition} PagePosition
 */

import { isSame } from "./page_position.js";

export class TurnOrigin {
  /** @type {PagePosition | null} */
  #began = null;

  /** @param {() => PagePosition | null} current the page this reader has asked for last */
  constructor(current) {
    this.current = current;
  }

  /** Pointer down. */
  begin() {
    this.#began = this.current();
  }

  /** @returns {boolean} whether another page has come in front since */
  get isVoid() {
    return !isSame(this.#began, this.current());
  }
}

/**
 * Let a button turn the page; a press counts from the page it began on, as a swipe does.
 * @param {{on: (source: EventTarget, type: string, listener: (event: any) => void) => void}
 *   } controller
 * @param {HTMLElement} button
 * @param {TurnOrigin} origin
 * @param {() => void} turn
 */
export function turnByButton(controller, button, origin, turn) {
  controller.on(button, "pointerdown", () => origin.begin());
  controller.on(button, "click", ({ detail }) => {
    // 0: the keyboard, or a screen reader, which press and release at once.
    if (detail === 0 || !origin.isVoid) turn();
  });
}
