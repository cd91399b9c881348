/** Tabs of the panels beside the text. */

import { Controller } from "../base/controller.js";

/** @extends {Controller<unknown>} */
export class SideTabsController extends Controller {
  /** @override */
  start() {
    for (const tab of this.#tabs()) {
      this.on(tab, "click", () => this.#show(tab));
      this.on(tab, "keydown", (event) => this.#move(tab, event.key));
    }
  }

  /** @returns {HTMLElement[]} */
  #tabs() {
    return [...this.element.querySelectorAll('[role="tab"]')].filter(
      (tab) => tab instanceof HTMLElement,
    );
  }

  /** @param {HTMLElement} chosen */
  #show(chosen) {
    for (const tab of this.#tabs()) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !isChosen;
    }
  }

  /** @param {HTMLElement} tab @param {string} key */
  #move(tab, key) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const tabs = this.#tabs();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (!next) return;
    this.#show(next);
    next.focus();
  }
}
