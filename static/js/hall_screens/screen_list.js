/** The list of screens: each with a small picture, its name, and whether it is held. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { sceneLabel, screenName } from "./labels.js";
import { ScenePreview } from "./scene_preview.js";

/** @typedef {import("./types.js").HallScreen} HallScreen */

/**
 * What a screen does, in words.
 * @param {HallScreen} screen
 * @param {import("./types.js").HallScene} shown
 */
export function screenStatus({ is_held: isHeld }, shown) {
  const scene = sceneLabel(shown.kind);
  return isHeld ? t("Giữ: {scene}", { scene }) : t("Tự động: {scene}", { scene });
}

export class ScreenList {
  /** @type {Map<number, {button: HTMLElement, preview: ScenePreview,
   *   name: HTMLElement, status: HTMLElement}>} */
  #rows = new Map();

  /**
   * @param {HTMLElement} element
   * @param {(id: number) => void} choose
   */
  constructor(element, choose) {
    this.element = element;
    this.choose = choose;
  }

  /**
   * @param {HallScreen[]} screens
   * @param {number} chosen
   * @param {(screen: HallScreen) => import("./types.js").HallScene} shownOn
   * @param {import("./types.js").SceneView} view
   */
  show(screens, chosen, shownOn, view) {
    const ids = screens.map(({ id }) => id);
    if (String(ids) !== String([...this.#rows.keys()])) this.#build(ids);
    for (const screen of screens) {
      const row = this.#rows.get(screen.id);
      if (!row) continue;
      const shown = shownOn(screen);
      row.preview.show(shown, view);
      row.name.textContent = screenName(screen.name);
      row.status.textContent = screenStatus(screen, shown);
      row.button.toggleAttribute("data-held", screen.is_held);
      row.button.setAttribute("aria-pressed", String(screen.id === chosen));
    }
  }

  /** @param {number[]} ids */
  #build(ids) {
    this.#rows = new Map(ids.map((id) => [id, this.#row(id)]));
    const buttons = [...this.#rows.values()].map(({ button }) => el("li", {}, button));
    this.element.replaceChildren(...buttons);
  }

  /** @param {number} id */
  #row(id) {
    const picture = el("div", { class: "screen-picture" });
    const name = el("b");
    const status = el("span", { class: "small" });
    const button = el(
      "button",
      { class: "screen-choice", type: "button", onclick: () => this.choose(id) },
      picture,
      el("span", { class: "screen-words" }, name, status),
    );
    return { button, preview: new ScenePreview(picture), name, status };
  }
}
