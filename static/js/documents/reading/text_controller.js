/**
 * The page as text: set anew at the reader's size where he wishes it, and always there
 * for a screen reader. It turns with the page, whoever turns it.
 */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { SIZES, look } from "../../base/look.js";
import { pageName } from "../page_names.js";
import { isSame } from "../reader/places.js";
import { TurnOrigin, turnByButton } from "../reader/turn_origin.js";
import { blockElement, reachLinks } from "./block_element.js";
import { PageText } from "./page_text.js";
import { sideSwipes } from "./side_swipes.js";

/** @typedef {import("../reader/places.js").Place} Place */
/** @typedef {import("../reader/reader.js").Reader} Reader */
/** @typedef {import("./page_text.js").Text} Text */
/**
 * @typedef {{room: {place: Place | null, reader: Reader,
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
  /** @type {Place | null} */
  #place = null;
  /** @type {Text["state"] | "opening"} */
  #state = "opening";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    const { room } = this.context;
    const { book, options } = room.reader;
    this.texts = new PageText(book, options.source.words);
    const origin = new TurnOrigin(() => room.place);
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
    this.on(look, "changed", () => this.#relook());
    room.watch(() => this.#turn());
  }

  get #isWished() {
    return look.wishes.view === "text";
  }

  /** @param {number} step */
  #resize(step) {
    look.set({ size: look.wishes.size + step });
  }

  /** Another look: who wishes to read waits no longer. */
  #relook() {
    if (this.#place && this.#state === "opening") this.#open(this.#place);
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
    const isMoved = !isSame(room.place, this.#place);
    if (isMoved) {
      this.#place = room.place;
      this.#state = "opening";
      this.target("body").replaceChildren();
      this.target("scroll").scrollTop = 0;
    }
    // What is on its way is not asked for twice; what did not come is asked for again.
    const isLacking = this.#state !== "ready" && this.#state !== "opening";
    if (this.#place && (isMoved || isLacking)) this.#open(this.#place);
    this.#draw();
  }

  /** @param {Place} place */
  #open(place) {
    clearTimeout(this.#timer);
    const held = this.texts?.held(place);
    if (held) this.#show(held);
    else if (this.#isWished) this.#read(place);
    else this.#timer = setTimeout(() => this.#read(place), CALM_MS);
  }

  /** @param {Place} place */
  async #read(place) {
    const text = await this.texts?.read(place);
    if (!text || !isSame(place, this.#place) || this.#state === "ready") return;
    this.#show(text);
    this.#draw();
    const next = { ...place, page: place.page + 1 };
    if (this.#isWished && this.context.room.reader.has(1)) this.texts?.read(next);
  }

  /** @param {Text} text */
  #show(text) {
    this.#state = text.state;
    this.target("body").replaceChildren(...text.blocks.map(blockElement));
  }

  #draw() {
    const { room } = this.context;
    const place = this.#place;
    const isOn = this.#isWished && place !== null;
    this.element.dataset.state = isOn ? this.#state : "off";
    this.target("note").textContent = isOn ? this.#note(place.page) : "";
    this.target("number").textContent = place ? this.#name(place) : "";
    this.#enable("previous", room.reader.has(-1));
    this.#enable("next", room.reader.has(1));
    this.#enable("smaller", look.wishes.size > 0);
    this.#enable("larger", look.wishes.size < SIZES.length - 1);
    const isCovered = isOn && this.#state === "ready";
    room.reader.stage.element.inert = isCovered;
    this.target("scroll").tabIndex = isCovered ? 0 : -1;
    reachLinks(this.target("body"), isCovered);
  }

  /** @param {Place} place */
  #name(place) {
    const { reader } = this.context.room;
    return pageName(place.page, reader.count(place.document), reader.book.label(place));
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
