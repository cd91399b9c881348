/**
 * Tells who reads by himself in a paper that was issued anew, and leads to the same place
 * there. Who follows or leads is moved there with the hall.
 */

import { Controller } from "../../base/controller.js";
import { pageMeetingId } from "../../base/page.js";
import { CompareDialog } from "../compare/compare_dialog.js";
import { newestPlace } from "../versions.js";

/** @typedef {import("../reader/places.js").Place} Place */
/**
 * @typedef {{room: {place: Place | null, state: import("../versions.js").State | null,
 *   pilot: {mode: string},
 *   choose: (place: Place) => void, watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class VersionController extends Controller {
  /** @override */
  start() {
    this.on(this.target("open"), "click", () => this.#open());
    this.on(this.target("compare"), "click", () => this.#compare());
    this.context.room.watch(() => this.#draw());
  }

  get #newest() {
    const { state, place, pilot } = this.context.room;
    return pilot.mode === "alone" ? newestPlace(state, place) : null;
  }

  #open() {
    const place = this.#newest;
    if (place) this.context.room.choose(place);
  }

  #compare() {
    const { room } = this.context;
    const newest = this.#newest;
    if (newest && room.place) compare(room, newest.document, room.place.document);
  }

  #draw() {
    const isOld = this.#newest !== null;
    if (this.element.hidden === !isOld) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = !isOld;
    if (!hadFocus) return;
    // The keyboard goes on where the reading does; a field would bring up a tablet's.
    const next = document.querySelector(".turning-next");
    if (next instanceof HTMLElement) next.focus();
  }
}

/**
 * @param {Context["room"]} room
 * @param {number} document the new version
 * @param {number} since the old one
 */
function compare(room, document, since) {
  const open = (/** @type {Place} */ place) => room.choose(place);
  new CompareDialog({ meetingId: pageMeetingId(), document, since, open }).open();
}

/**
 * The way to the changes from the new version itself, for who may read both.
 * @extends {Controller<Context>}
 */
export class ChangesController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.#open());
    this.context.room.watch(() => {
      this.element.hidden = this.#since === null;
    });
  }

  /** @returns {number | null} the version before the one on this screen */
  get #since() {
    const { state, place } = this.context.room;
    if (!state || !place) return null;
    const paper = state.documents.find((one) => one.id === place.document);
    const since = paper?.replaces_id ?? null;
    const others = [...state.documents, ...(state.replaced ?? [])];
    return others.some((one) => one.id === since) ? since : null;
  }

  #open() {
    const { room } = this.context;
    const since = this.#since;
    if (since !== null && room.place) compare(room, room.place.document, since);
  }
}
