/** Page turning: previous, next, page number and keys. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { toast } from "../../base/toast.js";
import { findPage, printedLabel } from "../page_labels.js";
import { TurnOrigin, turnByButton } from "./turn_origin.js";

/** @typedef {import("./page_position.js").PagePosition} PagePosition */
/** @typedef {import("./reader.js").Reader} Reader */
/**
 * @typedef {{room: {position: PagePosition | null, reader: Reader, pageSource: {isFree: boolean},
 *   step: (step: number) => void, choose: (position: PagePosition) => void,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @type {Record<string, number>} */
const KEYS = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};
const PRESSED_MS = 160;

/** @extends {Controller<Context>} */
export class PageTurnController extends Controller {
  /** @override */
  start() {
    const { room } = this.context;
    const origin = new TurnOrigin(() => room.position);
    for (const [name, step] of /** @type {const} */ ([
      ["previous", -1],
      ["next", 1],
    ])) {
      const button = this.target(name);
      turnByButton(this, button, origin, () => this.#press(name, step));
    }
    this.on(this.target("form"), "submit", (event) => this.#jump(event));
    this.on(this.target("number"), "focus", () => this.#input.select());
    this.on(document, "keydown", (event) => this.#key(event));
    room.watch(() => this.#draw());
    // By then the numbers printed on the pages are known too.
    this.on(document, "page-painted", () => this.#draw());
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.target("number"));
  }

  /**
   * Give immediate feedback, however long the server takes.
   * @param {"previous" | "next"} name
   * @param {number} step
   */
  #press(name, step) {
    const button = this.target(name);
    button.classList.add("is-pressed");
    setTimeout(() => button.classList.remove("is-pressed"), PRESSED_MS);
    this.context.room.step(step);
  }

  /** @param {Event} event */
  #jump(event) {
    event.preventDefault();
    const { room } = this.context;
    const { position, reader } = room;
    const asked = this.#input.value.trim();
    this.#input.blur();
    if (position && asked) {
      const { document } = position;
      const page = findPage(
        asked,
        reader.count(document),
        reader.pageIndex.pages(document),
      );
      if (page) room.choose({ document, page });
      else toast(t("Tài liệu này không có trang “{page}”.", { page: asked }));
    }
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = KEYS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isBusy(event)) return;
    event.preventDefault();
    this.#press(step > 0 ? "next" : "previous", step);
  }

  #draw() {
    const { position, reader, pageSource } = this.context.room;
    const count = position ? reader.count(position.document) : 0;
    if (document.activeElement !== this.#input) {
      this.#input.value = position ? String(position.page) : "";
    }
    this.#input.disabled = !position;
    this.target("count").textContent = count ? String(count) : "–";
    this.#drawLabels(position);
    const isFree = pageSource.isFree && position !== null;
    this.#enable("previous", isFree && position.page > 1);
    this.#enable("next", isFree && reader.has(1));
  }

  /**
   * Show the number printed on the page; letters are typed only where pages bear some.
   * @param {PagePosition | null} position
   */
  #drawLabels(position) {
    const { pageIndex } = this.context.room.reader;
    this.target("label").textContent = position
      ? printedLabel(pageIndex.label(position))
      : "";
    const pages = position ? pageIndex.pages(position.document) : [];
    const hasLetters = pages.some(({ label }) => label && /\D/.test(label));
    this.#input.inputMode = hasLetters ? "text" : "numeric";
  }

  /**
   * @param {"previous" | "next"} name
   * @param {boolean} isOn
   */
  #enable(name, isOn) {
    // Not `disabled`: a focused button that dies loses the keyboard.
    this.target(name).setAttribute("aria-disabled", String(!isOn));
  }
}

/**
 * Tell whether the key belongs to something else: a field, a list, a dialog.
 * @param {KeyboardEvent} event
 */
function isBusy(event) {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, dialog, [data-keys=own]")) return true;
  return event.key === " " && target.closest("button, a, summary") !== null;
}
