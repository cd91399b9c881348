/** Dialog for the display settings. */

import { Controller } from "../../base/controller.js";
import { SIZES, displaySettings } from "../../base/display_settings.js";

/** @typedef {"easy" | "contrast" | "inverted" | "pair"} BooleanSetting */

/** @extends {Controller<unknown>} */
export class DisplaySettingsController extends Controller {
  /** @override */
  start() {
    this.on(document, "click", (event) => this.#onPageClick(event.target));
    this.on(this.element, "click", (event) => this.#onClick(event.target));
    this.on(displaySettings, "changed", () => this.#draw());
    this.#draw();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.element);
  }

  /** @param {Element} target */
  #onPageClick(target) {
    const ask = target.closest("[data-display]")?.getAttribute("data-display");
    if (ask === "open") this.#dialog.showModal();
    if (ask === "plain") displaySettings.set({ easy: false });
  }

  /** @param {Element} target */
  #onClick(target) {
    // The backdrop belongs to the dialog itself: a tap beside it closes.
    if (target === this.element) return this.#dialog.close();
    const button = target.closest("button");
    const { setting, choice, value, step } = button?.dataset ?? {};
    if (setting)
      displaySettings.set({
        [setting]: !displaySettings.settings[/** @type {BooleanSetting} */ (setting)],
      });
    if (choice) displaySettings.set({ [choice]: value });
    if (step) this.#resize(Number(step));
  }

  /** @param {number} step */
  #resize(step) {
    const size = displaySettings.settings.size + step;
    if (size in SIZES) displaySettings.set({ size });
  }

  #draw() {
    const { settings } = displaySettings;
    for (const button of this.#buttons("setting")) {
      const name = /** @type {BooleanSetting} */ (button.dataset.setting);
      button.setAttribute("aria-checked", String(settings[name]));
      if (name === "inverted") button.hidden = settings.theme !== "dark";
    }
    for (const button of this.#buttons("choice")) {
      const name = /** @type {"view" | "theme"} */ (button.dataset.choice);
      const isChosen = settings[name] === button.dataset.value;
      button.setAttribute("aria-pressed", String(isChosen));
    }
    for (const button of this.#buttons("step")) {
      const isPossible = settings.size + Number(button.dataset.step) in SIZES;
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
