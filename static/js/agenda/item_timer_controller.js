/** Elapsed and planned time of the current item. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { plannedMinutesOf, itemProgress } from "./schedule.js";

/** @typedef {import("../pagesync/room.js").Room} Room */

const TICK_MS = 1000;

/** @extends {Controller<{room: Room}>} */
export class ItemTimerController extends Controller {
  // The server's clock counts, not this device's.
  #clockOffset = Date.now() - Date.parse(document.body.dataset.now ?? "");

  /** @override */
  start() {
    this.context.room.watch(() => this.#draw());
    setInterval(() => this.#draw(), TICK_MS);
  }

  #draw() {
    const now = Date.now() - (this.#clockOffset || 0);
    const { state } = this.context.room;
    const item = state?.items.find(({ id }) => id === state.live.item_id);
    const startedAt = state?.live.item_started_at;
    this.target("current").hidden = !item;
    this.target("none").hidden = Boolean(item);
    if (!state || !item || !startedAt) return;
    const minutes = plannedMinutesOf(state.items, item);
    const { elapsed, over, share } = itemProgress(startedAt, minutes, now);
    this.target("title").textContent = `${item.number}. ${item.title}`;
    this.target("elapsed").textContent = elapsed;
    this.target("plan").textContent = planText(minutes, over);
    this.target("bar").style.transform = `scaleX(${share})`;
    this.element.classList.toggle("is-over", over > 0);
  }
}

/**
 * @param {number} minutes
 * @param {number} over
 */
function planText(minutes, over) {
  if (over) return t("quá {over} phút (dự kiến {minutes} phút)", { over, minutes });
  return minutes ? t("dự kiến {minutes} phút", { minutes }) : "";
}
