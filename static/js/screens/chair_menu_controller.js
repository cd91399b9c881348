/** Rare actions of the chair's screen, and its keyboard shortcuts. */

import { Controller } from "../base/controller.js";

/** @typedef {import("../pagesync/room.js").Room} Room */

/** Kept on the device: single letters may disturb who works with speech input. */
const MEMORY_KEY = "shortcuts";
const OFF = "off";

/** @extends {Controller<{room: Room}>} */
export class ChairMenuController extends Controller {
  /** @override */
  start() {
    const [menu, help] = [this.#dialog("dialog"), this.#dialog("shortcuts")];
    this.on(this.target("open"), "click", () => menu.showModal());
    this.on(this.target("close"), "click", () => menu.close());
    this.on(this.target("help"), "click", () => {
      if (menu.open) menu.close();
      help.showModal();
    });
    this.on(this.target("close-shortcuts"), "click", () => help.close());
    const areOn = this.#areOn;
    areOn.checked = this.context.room.memory.read(MEMORY_KEY) !== OFF;
    this.on(areOn, "change", () => {
      this.context.room.memory.write(MEMORY_KEY, areOn.checked ? "on" : OFF);
    });
    this.on(document, "keydown", (event) => this.#key(event));
  }

  /** @param {string} name */
  #dialog(name) {
    return /** @type {HTMLDialogElement} */ (this.target(name));
  }

  get #areOn() {
    return /** @type {HTMLInputElement} */ (this.target("are-on"));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (isBusy(event)) return;
    const key = event.key.toLowerCase();
    if (key !== "?" && !this.#areOn.checked) return;
    const pressed = document.querySelector(`[data-shortcut="${CSS.escape(key)}"]`);
    if (!(pressed instanceof HTMLElement) || pressed.hidden) return;
    event.preventDefault();
    pressed.click();
    if (pressed.isConnected) pressed.focus();
  }
}

/**
 * Tell whether the key belongs to something else: a field, a dialog, the browser.
 * @param {KeyboardEvent} event
 */
function isBusy(event) {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return true;
  if (document.querySelector("dialog[open]")) return true;
  const { target } = event;
  return target instanceof Element && target.matches("input, textarea, select");
}
