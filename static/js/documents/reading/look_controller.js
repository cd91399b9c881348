/** The small panel where a reader says how he wants to see things. */

import { Controller } from "../../base/controller.js";
import { SIZES, look } from "../../base/look.js";

/** @typedef {"easy" | "contrast" | "inverted" | "pair"} Switch */

/** @extends {Controller<unknown>} */
export class LookController extends Controller {
  /** @override */
  start() {
    this.on(document, "click", (event) => this.#asked(event.target));
    this.on(this.element, "click", (event) => this.#press(event.target));
    this.on(look, "changed", () => this.#draw());
    this.#draw();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.element);
  }

  /** @param {Element} target */
  #asked(target) {
    const ask = target.closest("[data-look]")?.getAttribute("data-look");
    if (ask === "open") this.#dialog.showModal();
    if (ask === "plain") look.set({ easy: false });
  }

  /** @param {Element} target */
  #press(target) {
    // The backdrop belongs to the dialog itself: a tap beside it closes.
    if (target === this.element) return this.#dialog.close();
    const button = target.closest("button");
    const { wish, choice, value, step } = button?.dataset ?? {};
    if (wish) look.set({ [wish]: !look.wishes[/** @type {Switch} */ (wish)] });
    if (choice) look.set({ [choice]: value });
    if (step) this.#resize(Number(step));
  }

  /** @param {number} step */
  #resize(step) {
    const size = look.wishes.size + step;
    if (size in SIZES) look.set({ size });
  }

  #draw() {
    const { wishes } = look;
    for (const button of this.#buttons("wish")) {
      const name = /** @type {Switch} */ (button.dataset.wish);
      button.setAttribute("aria-checked", String(wishes[name]));
      if (name === "inverted") button.hidden = wishes.theme !== "dark";
    }
    for (const button of this.#buttons("choice")) {
      const name = /** @type {"view" | "theme"} */ (button.dataset.choice);
      const isChosen = wishes[name] === button.dataset.value;
      button.setAttribute("aria-pressed", String(isChosen));
    }
    for (const button of this.#buttons("step")) {
      const isPossible = wishes.size + Number(button.dataset.step) in SIZES;
      button.setAttribute("aria-disabled", String(!isPossible));
    }
  }

  /**
   * @param {string} kind
   * @returns {NodeListOf<HTMLElement>}
   */
  #buttons(kind) {
    return this.element.querySelectorAll(`[data-${kind}]`);
  }
}
