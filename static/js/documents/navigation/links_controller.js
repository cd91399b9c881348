/** Follow links within a document, and go back with one tap. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { LinkLayer } from "../reader/link_layer.js";
import { LinkHistory } from "./link_history.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {{room: {position: PagePosition | null, choose: (position: PagePosition) => void,
 *   pageSource: {mode: string}, reader: import("../reader/reader.js").Reader,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class LinksController extends Controller {
  #way = new LinkHistory();

  /** @override */
  start() {
    const { room } = this.context;
    const { stage, visiblePages, element } = room.reader;
    this.layer = new LinkLayer(stage, (page) => this.#follow(page));
    this.on(document, "link-followed", (event) => this.#follow(event.detail.page));
    this.on(element, "laid", () => this.layer?.turnTo(visiblePages.frames));
    this.on(this.target("back"), "click", () => this.#back());
    this.on(this.target("stay"), "click", () => this.#stay());
    room.watch(() => this.#turned());
  }

  /** @param {number} page */
  #follow(page) {
    const { room } = this.context;
    if (!room.position) return;
    const isByKeyboard = this.layer?.hasFocus;
    this.#way.leave(room.position);
    room.choose({ document: room.position.document, page });
    this.#draw();
    // The link is gone with its page; the keyboard goes on from the way back.
    if (isByKeyboard) this.target("back").focus();
  }

  #back() {
    const position = this.#way.back();
    if (position) this.context.room.choose(position);
    this.#draw();
  }

  #stay() {
    this.#way.forget();
    this.#draw();
  }

  #turned() {
    const { position, pageSource } = this.context.room;
    if (!position) this.layer?.turnTo([]);
    if (pageSource.mode === "following") this.#way.forget();
    this.#way.arrive(position);
    this.#draw();
  }

  #draw() {
    const position = this.#way.position;
    this.element.hidden = !position;
    if (!position) return;
    this.target("back-text").textContent = t("Trở lại trang {page}", {
      page: position.page,
    });
  }
}
