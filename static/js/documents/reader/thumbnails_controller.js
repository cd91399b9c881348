/** Thumbnails of all pages of the open document. */

import { Controller } from "../../base/controller.js";
import { el } from "../../base/dom.js";
import { afterPress } from "../../base/press.js";
import { t } from "../../base/i18n.js";
import { printedLabel } from "../page_labels.js";

/** @typedef {import("./page_position.js").PagePosition} PagePosition */
/** @typedef {import("./reader.js").Reader} Reader */
/**
 * @typedef {{room: {position: PagePosition | null, reader: Reader,
 *   pageSource: {live: PagePosition | null},
 *   paper: (document: number) => import("../../live/messages.js").MeetingDocument | undefined,
 *   choose: (position: PagePosition) => void, watch: (watcher: () => void) => void}}} Context
 */

const THUMBNAIL = "240";
/** While a document is rendered, its list is updated at this interval. */
const CATCH_UP_MS = 700;
const ignore = () => {};

/** @extends {Controller<Context>} */
export class ThumbnailsController extends Controller {
  #built = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @override */
  start() {
    this.context.room.watch(() => afterPress(this, () => this.#draw()));
    this.on(this.element, "open-pages", (event) => this.#open(event.detail));
  }

  /**
   * Show or hide the sheet where it covers the page.
   * @param {boolean} isOpen
   */
  #open(isOpen) {
    this.element.hidden = !isOpen;
    this.#draw();
    this.element.querySelector(".is-open")?.scrollIntoView({ block: "center" });
  }

  #draw() {
    const { position } = this.context.room;
    if (this.element.hidden) return;
    if (position) this.#show(position.document);
    else this.#clear();
    this.#mark();
  }

  /** @param {number} document */
  #show(document) {
    this.#build(document);
    this.#catchUp(document);
  }

  #clear() {
    this.#built = "";
    this.target("pages").replaceChildren();
  }

  /** @param {number} document */
  #build(document) {
    const { pageIndex } = this.context.room.reader;
    const count = this.context.room.reader.count(document);
    const pages = pageIndex.pages(document);
    const shape = `${document}:${count}:${pages.length}`;
    if (shape === this.#built) return;
    this.#built = shape;
    const known = new Map(pages.map((page) => [page.number, page]));
    const buttons = Array.from({ length: count }, (_, index) =>
      this.#button(document, index + 1, known.get(index + 1)),
    );
    this.target("pages").replaceChildren(...buttons);
  }

  /**
   * Ask for pages that have been made since, now and then.
   * @param {number} document
   */
  #catchUp(document) {
    const { pageIndex } = this.context.room.reader;
    const ready = this.context.room.paper(document)?.pages_ready ?? 0;
    if (pageIndex.pages(document).length >= ready || this.#waiting) return;
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      pageIndex.load(document).then(() => this.#draw(), ignore);
    }, CATCH_UP_MS);
  }

  /**
   * @param {number} document
   * @param {number} page
   * @param {import("./page_index.js").PageInfo | undefined} info
   */
  #button(document, page, info) {
    const sha = info?.images[THUMBNAIL];
    const label = printedLabel(info?.label ?? "");
    const { source } = this.context.room.reader.options;
    const picture = sha
      ? el("img", { src: source.image(document, sha), alt: "", loading: "lazy" })
      : el("span", { class: "thumbnail-blank" });
    if (info) picture.style.aspectRatio = `${info.width} / ${info.height}`;
    return el(
      "button",
      {
        class: "thumbnail",
        type: "button",
        "data-number": page,
        "aria-label": [t("Trang {page}", { page }), label].filter(Boolean).join(", "),
        onclick: () => this.#choose({ document, page }),
      },
      picture,
      el("span", { class: "thumbnail-number" }, String(page)),
      label && el("span", { class: "thumbnail-label" }, label),
    );
  }

  /** @param {PagePosition} position */
  #choose(position) {
    this.context.room.choose(position);
    this.element.dispatchEvent(new CustomEvent("page-chosen", { bubbles: true }));
  }

  #mark() {
    const { position, pageSource } = this.context.room;
    const live = numberIn(pageSource.live, position);
    const open = numberIn(position, position);
    for (const button of this.target("pages").children) {
      const number = button.getAttribute("data-number");
      const isOpen = number === open;
      if (isOpen && !button.classList.contains("is-open")) reveal(button);
      button.classList.toggle("is-open", isOpen);
      button.classList.toggle("is-live", number === live);
    }
  }
}

/**
 * Return the page's number as text where it is in the open document, else nothing.
 * @param {PagePosition | null} position
 * @param {PagePosition | null} open
 */
function numberIn(position, open) {
  return position && position.document === open?.document ? String(position.page) : "";
}

/**
 * Scroll a strip so that one thumbnail is seen, and nothing else of the screen.
 * @param {Element} button
 */
function reveal(button) {
  const strip = button.closest(".thumbnails");
  if (!(strip instanceof HTMLElement) || !(button instanceof HTMLElement)) return;
  const top = button.offsetTop;
  const isSeen =
    top >= strip.scrollTop &&
    top + button.offsetHeight <= strip.scrollTop + strip.clientHeight;
  if (!isSeen) strip.scrollTop = top - strip.clientHeight / 3;
}
