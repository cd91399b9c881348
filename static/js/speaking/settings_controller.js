/** How long speeches last, by kind, whether texts are shown, and when clocks warn. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { kindLabel } from "./labels.js";
import { warnSecondsFrom } from "./settings.js";

/**
 * @typedef {{minutes: Record<string, number>, shows_texts: boolean,
 *   warn_seconds: number[], sound: boolean}} FloorSettings
 */

const ORDER = ["prepared_speech", "discussion", "question", "answer", "point_of_order"];
const LONGEST_MINUTES = 180;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class FloorSettingsController extends Controller {
  #meetingId = this.context.meeting.parts.meetingId;
  /** @type {Map<string, HTMLInputElement>} */
  #minutes = new Map();
  #warn = el("input", { type: "text", inputmode: "numeric", maxlength: 40 });
  #sound = el("input", { type: "checkbox" });
  #showsTexts = el("input", { type: "checkbox" });

  /** @override */
  start() {
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.#load();
  }

  async #load() {
    try {
      this.#draw(await get(addresses.speakingSettings(this.#meetingId)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const again = () => this.#load();
      const properties = { class: "button", type: "button", onclick: again };
      this.target("fields").replaceChildren(
        el("p", { class: "notice notice--warn", role: "alert" }, error.message),
        el("button", properties, t("Thử lại")),
      );
    }
  }

  /** @param {FloorSettings} settings */
  #draw({ minutes, shows_texts, warn_seconds, sound }) {
    const fields = ORDER.map((kind) => {
      const input = el("input", {
        type: "number",
        min: 0,
        max: LONGEST_MINUTES,
        required: true,
        value: `${minutes[kind] ?? 0}`,
      });
      this.#minutes.set(kind, input);
      return field(t("{kind}, số phút", { kind: kindLabel(kind) }), input);
    });
    this.#warn.value = (warn_seconds ?? []).join(", ");
    this.#sound.checked = sound;
    this.#showsTexts.checked = shows_texts;
    this.target("fields").replaceChildren(
      el("div", { class: "floor-minutes" }, ...fields),
      field(
        t("Nhắc khi còn (giây)"),
        this.#warn,
        t("Các mốc cách nhau bằng dấu phẩy, ví dụ 60, 30."),
      ),
      el("label", { class: "floor-tick" }, this.#sound, t("Có tiếng chuông khi nhắc")),
      el(
        "label",
        { class: "floor-tick" },
        this.#showsTexts,
        t("Chiếu bài tham luận khi mời người đó phát biểu"),
      ),
    );
    this.target("submit").hidden = false;
  }

  async #save() {
    const warn_seconds = warnSecondsFrom(this.#warn.value);
    if (warn_seconds === null) {
      toast(t("Xin ghi các mốc nhắc bằng số giây, cách nhau bằng dấu phẩy."), "error");
      this.#warn.focus();
      return;
    }
    const values = [...this.#minutes].map(([kind, { value }]) => [kind, Number(value)]);
    const minutes = Object.fromEntries(values);
    const clocks = { warn_seconds, sound: this.#sound.checked };
    try {
      const floor = { minutes, shows_texts: this.#showsTexts.checked };
      await post(addresses.speakingSetSettings(this.#meetingId), floor);
      await post(addresses.timersSetSettings(this.#meetingId), clocks);
      toast(t("Đã lưu thời gian phát biểu."));
    } catch (error) {
      showError(error);
    }
  }
}
