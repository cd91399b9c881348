/**
 * Drawers over the page: agenda and thumbnails, each with a button; Escape or the page
 * closes them. On a wide screen the agenda is docked, except in the easy mode.
 */

import { Controller } from "../base/controller.js";
import { displaySettings } from "../base/display_settings.js";

const WIDE_SCREEN = "(min-width: 1000px)";

/** @extends {Controller<{room: import("../pagesync/room.js").Room}>} */
export class DrawerController extends Controller {
  #wide = matchMedia(WIDE_SCREEN);
  #wasEasy = displaySettings.settings.easy;

  /** @override */
  start() {
    const { memory } = this.context.room;
    this.#agenda(this.#isDocked && memory.read("agenda") !== false);
    this.#pages(false);
    this.on(this.#wide, "change", () => this.#agenda(this.#isDocked));
    this.on(displaySettings, "changed", () => this.#onSettings());
    this.on(this.target("agenda-button"), "click", () => this.#toggleAgenda());
    this.on(this.target("pages-button"), "click", () =>
      this.#pages(this.element.dataset.pages !== "open"),
    );
    this.on(this.target("shade"), "click", () => this.#agenda(false));
    this.on(this.target("close-agenda"), "click", () => this.#agenda(false));
    this.on(this.target("close-pages"), "click", () => this.#pages(false));
    this.on(document, "keydown", (event) => event.key === "Escape" && this.#close());
    this.on(document, "page-chosen", () => this.#pages(false));
    this.on(document, "paper-opened", () => this.#close());
  }

  get #isDocked() {
    return this.#wide.matches && !displaySettings.settings.easy;
  }

  /** The easy mode was switched: the agenda is docked or not. */
  #onSettings() {
    if (this.#wasEasy === displaySettings.settings.easy) return;
    this.#wasEasy = displaySettings.settings.easy;
    this.#pages(false);
    this.#agenda(this.#isDocked);
  }

  #close() {
    this.#pages(false);
    if (!this.#isDocked) this.#agenda(false);
  }

  #toggleAgenda() {
    const isOpen = this.element.dataset.agenda !== "open";
    this.#agenda(isOpen);
    if (this.#isDocked) this.context.room.memory.write("agenda", isOpen);
  }

  /** @param {boolean} isOpen */
  #agenda(isOpen) {
    this.element.dataset.agenda = isOpen ? "open" : "closed";
    this.target("agenda-button").setAttribute("aria-expanded", String(isOpen));
    this.target("agenda").inert = !isOpen;
  }

  /** @param {boolean} isOpen */
  #pages(isOpen) {
    this.element.dataset.pages = isOpen ? "open" : "closed";
    this.target("pages-button").setAttribute("aria-expanded", String(isOpen));
    this.element
      .querySelector(".thumbnails")
      ?.dispatchEvent(new CustomEvent("open-pages", { detail: isOpen }));
  }
}
