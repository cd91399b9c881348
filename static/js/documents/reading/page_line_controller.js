/**
 * Says the page's number: politely to a screen reader once the leafing is over, and to
 * everybody in the easy mode.
 */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";

/**
 * @typedef {{room: {place: import("../reader/places.js").Place | null,
 *   reader: import("../reader/reader.js").Reader,
 *   paper: (document: number) => {title: string} | undefined,
 *   watch: (watcher: () => void) => void}}} Context
 */

const CALM_MS = 400;

/** @extends {Controller<Context>} */
export class PageLineController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.context.room.watch(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#draw(), CALM_MS);
    });
  }

  #draw() {
    const { place, reader, paper } = this.context.room;
    const text = place
      ? t("Trang {page} / {count}, {title}", {
          page: place.page,
          count: reader.count(place.document) || "–",
          title: paper.call(this.context.room, place.document)?.title ?? "",
        })
      : "";
    // Said again only where it is something new.
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
