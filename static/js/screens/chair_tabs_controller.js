/** Tabs of the chair's screen; the one that matters opens when nothing is being used. */

import { Controller } from "../base/controller.js";
import { afterPress } from "../base/press.js";
import { TabChoice } from "../meetings/tab_choice.js";

/** @typedef {import("../meetings/tab_choice.js").Tab} Tab */

/** Somebody who pressed something here a moment ago is still at it. */
const IN_USE_MS = 8000;
const KEYS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class ChairTabsController extends Controller {
  #choice = new TabChoice();
  #usedAt = -IN_USE_MS;

  /** @override */
  start() {
    this.context.meeting.watch(({ state }) => {
      if (state) afterPress(this, () => this.#update(state));
    });
    this.on(this.target("tabs"), "click", ({ target }) => {
      const tab = target instanceof Element && target.closest("[data-tab]");
      if (tab instanceof HTMLElement) this.#open(tab.dataset.tab);
    });
    this.on(this.target("tabs"), "keydown", (event) => this.#key(event));
    this.on(document, "open-tab", ({ detail }) => this.#open(detail));
    for (const type of ["pointerdown", "keydown", "input"]) {
      this.on(this.element, type, () => {
        this.#usedAt = performance.now();
      });
    }
  }

  get #tabs() {
    /** @type {NodeListOf<HTMLElement>} */
    const tabs = this.element.querySelectorAll("[data-tab]");
    return [...tabs];
  }

  get #isInUse() {
    const focused = document.activeElement;
    const isTyping =
      focused?.closest(".tab-panel") !== null &&
      this.element.contains(focused) &&
      focused?.matches("input, textarea, select");
    const isRecent = performance.now() - this.#usedAt < IN_USE_MS;
    return isTyping || isRecent || document.querySelector("dialog[open]") !== null;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  #update(state) {
    this.#choice.update(state, this.#isInUse);
    this.#draw();
  }

  /** @param {string | undefined} name */
  #open(name) {
    if (!this.#tabs.some(({ dataset }) => dataset.tab === name)) return;
    this.#choice.choose(/** @type {Tab} */ (name));
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = this.#tabs;
    const open = tabs.findIndex(({ dataset }) => dataset.tab === this.#choice.open);
    const next = tabs[(open + step + tabs.length) % tabs.length];
    this.#open(next?.dataset.tab);
    next?.focus();
  }

  #draw() {
    const { open, news } = this.#choice;
    for (const tab of this.#tabs) {
      const name = tab.dataset.tab ?? "";
      const isOpen = name === open;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      const mark = tab.querySelector("[data-news]");
      if (mark instanceof HTMLElement) mark.hidden = news !== name;
      const panel = document.getElementById(`panel-${name}`);
      if (panel) panel.hidden = !isOpen;
    }
  }
}
