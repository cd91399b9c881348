/** Follows the links of a paper, as one's own reading, and leads back with one tap. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { LinkLayer } from "../reader/link_layer.js";
import { WayBack } from "./way_back.js";

/** @typedef {import("../reader/places.js").Place} Place */
/**
 * @typedef {{room: {place: Place | null, choose: (place: Place) => void,
 *   pilot: {mode: string}, reader: import("../reader/reader.js").Reader,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class LinksController extends Controller {
  #way = new WayBack();

  /** @override */
  start() {
    const { room } = this.context;
    const { stage, front, element } = room.reader;
    this.layer = new LinkLayer(stage, (page) => this.#follow(page));
    this.on(document, "link-followed", (event) => this.#follow(event.detail.page));
    this.on(element, "laid", () => this.layer?.turnTo(front.frames));
    this.on(this.target("back"), "click", () => this.#back());
    this.on(this.target("stay"), "click", () => this.#stay());
    room.watch(() => this.#turned());
  }

  /** @param {number} page */
  #follow(page) {
    const { room } = this.context;
    if (!room.place) return;
    const isByKeyboard = this.layer?.hasFocus;
    this.#way.leave(room.place);
    room.choose({ document: room.place.document, page });
    this.#draw();
    // The link is gone with its page; the keyboard goes on from the way back.
    if (isByKeyboard) this.target("back").focus();
  }

  #back() {
    const place = this.#way.back();
    if (place) this.context.room.choose(place);
    this.#draw();
  }

  #stay() {
    this.#way.forget();
    this.#draw();
  }

  #turned() {
    const { place, pilot } = this.context.room;
    if (!place) this.layer?.turnTo([]);
    if (pilot.mode === "following") this.#way.forget();
    this.#way.arrive(place);
    this.#draw();
  }

  #draw() {
    const place = this.#way.place;
    this.element.hidden = !place;
    if (!place) return;
    this.target("back-text").textContent = t("Trở lại trang {page}", {
      page: place.page,
    });
  }
}
