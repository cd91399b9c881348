/** Current agenda item on the hall screen. */

import { Controller } from "../base/controller.js";

/** @typedef {import("../pagesync/room.js").Room} Room */

/** A longer title is set smaller, so that it fits whole. */
const LONG_TITLE_LENGTH = 110;

/** @extends {Controller<{room: Room}>} */
export class CurrentItemController extends Controller {
  /** @override */
  start() {
    this.context.room.watch((room) => this.#draw(room));
  }

  /** @param {Room} room */
  #draw(room) {
    const { state } = room;
    const item = state?.items.find(({ id }) => id === state.live.item_id);
    document.body.dataset.shows = item ? room.pageSource.showing.kind : "title";
    this.element.hidden = !item;
    if (!item) return;
    this.element.dataset.length = item.title.length > LONG_TITLE_LENGTH ? "long" : "";
    this.target("number").textContent = item.number;
    this.target("title").textContent = item.title;
    this.target("presenter").textContent = item.presenter;
  }
}
