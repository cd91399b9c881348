/** Alerts for the welcome desk, newest first. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";

/**
 * @typedef {{id: number, at: string, time: string, reason: string, happened: string,
 *   advice: string, name: string, device: string}} AlertEntry
 */

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class AlertLogController extends Controller {
  #shown = "";

  /** @override */
  start() {
    this.context.meeting.watch(({ state }) => {
      const entries = /** @type {{lines?: AlertEntry[]} | null} */ (
        /** @type {unknown} */ (state)
      )?.lines;
      if (entries) afterPress(this, () => this.#draw(entries));
    });
  }

  /** @param {AlertEntry[]} entries */
  #draw(entries) {
    const now = entries.map(({ id }) => id).join();
    if (now === this.#shown && entries.length > 0) return;
    this.#shown = now;
    const empty = el(
      "li",
      { class: "desk-empty soft" },
      t(
        "Chưa có thẻ nào bị từ chối trên máy của đại biểu. Khi có, dòng mới hiện ở đây ngay.",
      ),
    );
    this.element.replaceChildren(...(entries.length > 0 ? entries.map(draw) : [empty]));
  }
}

/** @param {AlertEntry} line */
function unblockButton({ id, device }) {
  const unblock = async () => {
    try {
      await post(addresses.badgesLift(pageMeetingId(), id));
      toast(t("Máy {device} được thử lại ngay.", { device }));
    } catch (error) {
      showError(error);
    }
  };
  return el(
    "button",
    { class: "button", type: "button", onclick: unblock },
    t("Cho thử lại ngay"),
  );
}

/** @param {AlertEntry} line */
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
      line.reason === "too_many_tries" && unblockButton(line),
    ),
    el(
      "p",
      { class: "desk-who" },
      el("strong", {}, line.name || t("Chưa rõ là ai")),
      el("span", { class: "faint small" }, t("máy {device}", { device: line.device })),
    ),
  );
}
