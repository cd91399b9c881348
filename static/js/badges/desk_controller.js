/** The desk's lines, newest first. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page.js";
import { afterPress } from "../base/press.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";

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
      if (lines) afterPress(this, () => this.#draw(lines));
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
      t(
        "Chưa có thẻ nào bị từ chối trên máy của đại biểu. Khi có, dòng mới hiện ở đây ngay.",
      ),
    );
    this.element.replaceChildren(...(lines.length > 0 ? lines.map(draw) : [empty]));
  }
}

/** @param {DeskLine} line */
function liftButton({ id, device }) {
  const lift = async () => {
    try {
      await post(addresses.badgesLift(pageMeetingId(), id));
      toast(t("Máy {device} được thử lại ngay.", { device }));
    } catch (error) {
      sayError(error);
    }
  };
  return el(
    "button",
    { class: "button", type: "button", onclick: lift },
    t("Cho thử lại ngay"),
  );
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
      line.reason === "too_many_tries" && liftButton(line),
    ),
    el(
      "p",
      { class: "desk-who" },
      el("strong", {}, line.name || t("Chưa rõ là ai")),
      el("span", { class: "faint small" }, t("máy {device}", { device: line.device })),
    ),
  );
}
