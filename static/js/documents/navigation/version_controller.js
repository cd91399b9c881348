/**
 * Notice of a new version for a reader who reads alone, with a link to the same
 * position. Followers and leaders are moved with the meeting.
 */

import { Controller } from "../../base/controller.js";
import { pageMeetingId } from "../../base/page_context.js";
import { CompareDialog } from "../compare/compare_dialog.js";
import { positionInNewest } from "../versions.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {{room: {position: PagePosition | null, state: import("../versions.js").State | null,
 *   pageSource: {mode: string},
 *   choose: (position: PagePosition) => void, watch: (watcher: () => void) => void}}} Context
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
    const { state, position, pageSource } = this.context.room;
    return pageSource.mode === "alone" ? positionInNewest(state, position) : null;
  }

  #open() {
    const position = this.#newest;
    if (position) this.context.room.choose(position);
  }

  #compare() {
    const { room } = this.context;
    const newest = this.#newest;
    if (newest && room.position) compare(room, newest.document, room.position.document);
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
  const open = (/** @type {PagePosition} */ position) => room.choose(position);
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
    const { state, position } = this.context.room;
    if (!state || !position) return null;
    const paper = state.documents.find((one) => one.id === position.document);
    const since = paper?.replaces_id ?? null;
    const others = [...state.documents, ...(state.replaced ?? [])];
    return others.some((one) => one.id === since) ? since : null;
  }

  #open() {
    const { room } = this.context;
    const since = this.#since;
    if (since !== null && room.position) compare(room, room.position.document, since);
  }
}
