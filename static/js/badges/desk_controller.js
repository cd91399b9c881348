/** The desk's lines, newest first. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/**
 * @typedef {{id: number, at: string, time: string, reason: string, happened: string,
 *   advice: string, name: string, device: string}} DeskLine
 */

/** @extends {Controller<{meeting: import("../live/connection.js").LiveMeeting}>} */
export class DeskController extends Controller {
  #shown = "";

  /** @override */
  start() {
    this.context.meeting.watch(({ state }) => {
      const lines = /** @type {{lines?: DeskLine[]} | null} */ (
        /** @type {unknown} */ (state)
      )?.lines;
      if (lines) this.#draw(lines);
    });
  }

  /** @param {DeskLine[]} lines */
  #draw(lines) {
    const now = lines.map(({ id }) => id).join();
    if (now === this.#shown && lines.length > 0) return;
    this.#shown = now;
    const empty = el(
      "li",
      { class: "desk-empty soft" },
      t("Chưa có thẻ nào bị từ chối. Khi có, dòng mới hiện ở đây ngay."),
    );
    this.element.replaceChildren(...(lines.length > 0 ? lines.map(draw) : [empty]));
  }
}

/** @param {DeskLine} line */
function draw(line) {
  return el(
    "li",
    { class: `desk-line desk-line--${line.reason}` },
    el("time", { datetime: line.at, class: "desk-time" }, line.time),
    el(
      "div",
      {},
      el("p", { class: "desk-happened" }, line.happened),
      el("p", { class: "soft" }, line.advice),
    ),
    el(
      "p",
      { class: "desk-who" },
      el("strong", {}, line.name || t("Chưa rõ là ai")),
      el("span", { class: "faint small" }, t("máy {device}", { device: line.device })),
    ),
  );
}
