/** The agenda as the chair runs it: timings, and coming to the next item. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page.js";
import { sayError } from "../base/say_error.js";
import { AgendaController } from "./agenda_controller.js";
import { clockTime, minutesOf, plannedStarts } from "./timing.js";

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
    const minutes = minutesOf(items, item);
    const planned = [
      start === undefined ? "" : clockTime(start),
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
    await post(url, { item: item.id }).catch(sayError);
  }
}
