/**
 * Clock of the current item or of the speaker (`data-timer`), with buttons for those who
 * manage the floor.
 */

import { ActionQueue, requestName } from "../base/action_queue.js";
import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { enableSound, playTone } from "../base/sound.js";
import { ClockFace, thresholdText } from "./clock_face.js";
import { isSoundWanted, setSoundWanted } from "./sound_setting.js";

/** @typedef {import("../live/messages.js").Timer} Timer */
/** @typedef {import("../base/address_builder.js").PostAddress} PostAddress */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** @extends {Controller<Context>} */
export class TimerClockController extends Controller {
  /** @type {Timer | null} */
  #timer = null;
  #face = new ClockFace(this.target("time"), (seconds) => this.#onThreshold(seconds));
  #queue = new ActionQueue();

  /** @override */
  start() {
    const { meeting } = this.context;
    const { meetingId } = meeting.parts;
    const on = (/** @type {string} */ name, /** @type {() => unknown} */ press) => {
      const button = this.element.querySelector(`[data-target="${name}"]`);
      if (button) this.on(button, "click", press);
    };
    on("pause", () => this.#pauseOrResume());
    for (const seconds of [60, 300])
      on(`extend-${seconds}`, () =>
        this.#send((id) => addresses.timersExtend(meetingId, id), {
          seconds,
          limit_seconds: this.#timer?.limit_seconds,
        }),
      );
    on("sound", () => this.#toggleSound());
    this.on(document, "pointerdown", () => this.#isSoundWanted && enableSound());
    meeting.watch(({ state, spread }) => this.#show(state?.timers ?? null, spread));
  }

  get #isSoundWanted() {
    return isSoundWanted(this.#timer?.sound ?? false);
  }

  get #kind() {
    return this.element.dataset.timer === "speaker" ? "speaker" : "item";
  }

  /**
   * @param {NonNullable<import("../live/messages.js").Snapshot["timers"]> | null} timers
   * @param {number} spread
   */
  #show(timers, spread) {
    this.#timer = timers?.[this.#kind] ?? null;
    this.element.hidden = !this.#timer;
    this.#face.show(this.#timer, spread);
    const isPaused = this.#timer !== null && this.#timer.running_since === null;
    this.target("paused").hidden = !isPaused;
    const pause = this.element.querySelector("[data-target=pause]");
    if (pause) pause.textContent = isPaused ? t("Chạy tiếp") : t("Tạm dừng");
    this.#drawSound();
  }

  /** @param {number} seconds */
  #onThreshold(seconds) {
    this.target("said").textContent = thresholdText(seconds);
    if (this.#isSoundWanted) playTone(seconds > 0 ? "time" : "over");
  }

  #pauseOrResume() {
    const { meetingId } = this.context.meeting.parts;
    const isRunning = this.#timer?.running_since !== null;
    const action = isRunning ? addresses.timersPause : addresses.timersResume;
    return this.#send((id) => action(meetingId, id));
  }

  /**
   * Send one action after the other.
   * @param {(timerId: number) => PostAddress} address
   * @param {object} [body]
   */
  async #send(address, body = {}) {
    if (!this.#timer) return;
    const url = address(this.#timer.id);
    try {
      await this.#queue.run(requestName(url, body), () => post(url, body));
    } catch (error) {
      showError(error);
    }
  }

  #toggleSound() {
    setSoundWanted(!this.#isSoundWanted);
    this.#drawSound();
    if (!this.#isSoundWanted) return;
    enableSound();
    playTone("time");
  }

  #drawSound() {
    const button = this.element.querySelector("[data-target=sound]");
    button?.setAttribute("aria-pressed", String(this.#isSoundWanted));
  }
}
