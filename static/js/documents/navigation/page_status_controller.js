/**
 * Page number for screen readers, the easy mode and the hall screen; updated when
 * turning pauses.
 */

import { Controller } from "../../base/controller.js";
import { pageLabel } from "../page_labels.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {{room: {position: PagePosition | null,
 *   reader: import("../reader/reader.js").Reader,
 *   paper: (document: number) => {title: string} | undefined,
 *   watch: (watcher: () => void) => void}}} Context
 */

const CALM_MS = 400;

/** @extends {Controller<Context>} */
export class PageStatusController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.context.room.watch(() => this.#soon());
    // By then the number printed on it is known too.
    this.on(document, "page-painted", () => this.#soon());
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), CALM_MS);
  }

  /** @param {PagePosition} position */
  #name(position) {
    const { room } = this.context;
    const { reader } = room;
    const count = reader.count(position.document);
    const name = pageLabel(position.page, count, reader.pageIndex.label(position));
    // The hall screen shows the document's title too.
    const isAlone = this.element.dataset.says === "page";
    const title = isAlone ? "" : room.paper(position.document)?.title;
    return title ? `${name}, ${title}` : name;
  }

  #draw() {
    const { position } = this.context.room;
    const text = position ? this.#name(position) : "";
    // Said again only where it is something new.
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
