/** Tells who reads a paper that was issued anew, and leads to the same place there. */

import { Controller } from "../../base/controller.js";
import { newestPlace } from "../versions.js";

/** @typedef {import("../reader/places.js").Place} Place */
/**
 * @typedef {{room: {place: Place | null, state: import("../versions.js").State | null,
 *   choose: (place: Place) => void, watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class VersionController extends Controller {
  /** @override */
  start() {
    this.on(this.target("open"), "click", () => this.#open());
    this.context.room.watch(() => this.#draw());
  }

  get #newest() {
    const { state, place } = this.context.room;
    return newestPlace(state, place);
  }

  #open() {
    const place = this.#newest;
    if (place) this.context.room.choose(place);
  }

  #draw() {
    const isOld = this.#newest !== null;
    if (this.element.hidden === !isOld) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = !isOld;
    // The keyboard goes on where the reading does.
    if (hadFocus) document.getElementById("page-number")?.focus();
  }
}
