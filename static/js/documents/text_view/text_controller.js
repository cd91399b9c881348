/**
 * Text view of the page in the selected size; always present for screen readers.
 * Follows every page turn.
 */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { SIZES, displaySettings } from "../../base/display_settings.js";
import { pageLabel } from "../page_labels.js";
import { isSame } from "../reader/page_position.js";
import { TurnOrigin, turnByButton } from "../reader/turn_origin.js";
import { blockElement, reachLinks } from "./block_element.js";
import { PageText } from "./page_text.js";
import { sideSwipes } from "./side_swipes.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/** @typedef {import("../reader/reader.js").Reader} Reader */
/** @typedef {import("./page_text.js").PageTextState} PageTextState */
/**
 * @typedef {{room: {position: PagePosition | null, reader: Reader,
 *   paper: (document: number) => unknown, step: (step: number) => void,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** Those who leaf on with the image in sight do not wait for its text. */
const CALM_MS = 300;
const ARROWS = new Map([
  ["ArrowLeft", -1],
  ["ArrowRight", 1],
]);

/** @extends {Controller<Context>} */
export class TextController extends Controller {
  /** @type {PagePosition | null} */
  #position = null;
  /** @type {PageTextState["state"] | "opening"} */
  #state = "opening";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    const { room } = this.context;
    const { pageIndex, options } = room.reader;
    this.texts = new PageText(pageIndex, options.source.words);
    const origin = new TurnOrigin(() => room.position);
    for (const [name, step] of /** @type {const} */ ([
      ["previous", -1],
      ["next", 1],
    ])) {
      turnByButton(this, this.target(name), origin, () => room.step(step));
    }
    this.on(this.target("smaller"), "click", () => this.#resize(-1));
    this.on(this.target("larger"), "click", () => this.#resize(1));
    this.on(this.target("scroll"), "keydown", (event) => this.#key(event));
    sideSwipes(this.target("scroll"), origin, (step) => room.step(step));
    this.on(displaySettings, "changed", () => this.#relook());
    room.watch(() => this.#turn());
  }

  get #isWished() {
    return displaySettings.settings.view === "text";
  }

  /** @param {number} step */
  #resize(step) {
    displaySettings.set({ size: displaySettings.settings.size + step });
  }

  /** Another look: who wishes to read waits no longer. */
  #relook() {
    if (this.#position && this.#state === "opening") this.#open(this.#position);
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = ARROWS.get(event.key);
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.context.room.step(step);
  }

  /** The room has changed: another page perhaps, or the link is back. */
  #turn() {
    const { room } = this.context;
    this.texts?.forget((document) => room.paper(document) !== undefined);
    const isMoved = !isSame(room.position, this.#position);
    if (isMoved) {
      this.#position = room.position;
      this.#state = "opening";
      this.target("body").replaceChildren();
      this.target("scroll").scrollTop = 0;
    }
    // What is on its way is not asked for twice; what did not come is asked for again.
    const isLacking = this.#state !== "ready" && this.#state !== "opening";
    if (this.#position && (isMoved || isLacking)) this.#open(this.#position);
    this.#draw();
  }

  /** @param {PagePosition} position */
  #open(position) {
    clearTimeout(this.#timer);
    const held = this.texts?.held(position);
    if (held) this.#show(held);
    else if (this.#isWished) this.#read(position);
    else this.#timer = setTimeout(() => this.#read(position), CALM_MS);
  }

  /** @param {PagePosition} position */
  async #read(position) {
    const text = await this.texts?.read(position);
    if (!text || !isSame(position, this.#position) || this.#state === "ready") return;
    this.#show(text);
    this.#draw();
    const next = { ...position, page: position.page + 1 };
    if (this.#isWished && this.context.room.reader.has(1)) this.texts?.read(next);
  }

  /** @param {PageTextState} text */
  #show(text) {
    this.#state = text.state;
    this.target("body").replaceChildren(...text.blocks.map(blockElement));
  }

  #draw() {
    const { room } = this.context;
    const position = this.#position;
    const isOn = this.#isWished && position !== null;
    this.element.dataset.state = isOn ? this.#state : "off";
    this.target("note").textContent = isOn ? this.#note(position.page) : "";
    this.target("number").textContent = position ? this.#name(position) : "";
    this.#enable("previous", room.reader.has(-1));
    this.#enable("next", room.reader.has(1));
    this.#enable("smaller", displaySettings.settings.size > 0);
    this.#enable("larger", displaySettings.settings.size < SIZES.length - 1);
    const isCovered = isOn && this.#state === "ready";
    room.reader.stage.element.inert = isCovered;
    this.target("scroll").tabIndex = isCovered ? 0 : -1;
    reachLinks(this.target("body"), isCovered);
  }

  /** @param {PagePosition} position */
  #name(position) {
    const { reader } = this.context.room;
    return pageLabel(
      position.page,
      reader.count(position.document),
      reader.pageIndex.label(position),
    );
  }

  /**
   * @param {string} name
   * @param {boolean} isOn
   */
  #enable(name, isOn) {
    this.target(name).setAttribute("aria-disabled", String(!isOn));
  }

  /** @param {number} page */
  #note(page) {
    switch (this.#state) {
      case "none":
        return t("Trang {page} không có lớp chữ; đây là hình của trang.", { page });
      case "failed":
        return t("Chưa tải được chữ của trang {page}; đây là hình của trang.", {
          page,
        });
      case "waiting":
        return t("Trang {page} đang được chuẩn bị…", { page });
      default:
        return "";
    }
  }
}
