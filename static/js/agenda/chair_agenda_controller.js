/** Agenda for the chair: planned times and a button to go to each item. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { showError } from "../base/error_toast.js";
import { AgendaController } from "./agenda_controller.js";
import { formatTimeOfDay, plannedMinutesOf, plannedStarts } from "./schedule.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("../live/messages.js").Item} Item */

export class ChairAgendaController extends AgendaController {
  /**
   * @override
   * @type {(room: Room, item: Item) => HTMLElement[]}
   */
  extras = (room, item) => {
    const { items = [], meeting } = room.state ?? {};
    const start = plannedStarts(items, meeting?.starts_at ?? "").get(item.id);
    const minutes = plannedMinutesOf(items, item);
    const planned = [
      start === undefined ? "" : formatTimeOfDay(start),
      minutes ? t("{minutes} phút", { minutes }) : "",
    ];
    return [
      el("p", { class: "item-plan" }, planned.filter(Boolean).join(" · ")),
      el(
        "button",
        { class: "button item-call", type: "button", onclick: () => this.#call(item) },
        t("Chuyển sang nội dung này"),
      ),
    ];
  };

  /** @param {Item} item */
  async #call(item) {
    const url = addresses.pagesyncCallItem(pageMeetingId());
    await post(url, { item: item.id }).catch(showError);
  }
}
