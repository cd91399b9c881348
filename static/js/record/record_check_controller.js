/** Section of the record's page: the last check of the journal, and another one. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @typedef {{state: string, text: string}} RecordCheck */

const POLL_INTERVAL_MS = 1000;
/** @type {Record<string, string>} */
const NOTICES = { whole: "notice--good", fault: "notice--error" };

/** @extends {Controller<{meetingId: number}>} */
export class RecordCheckController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.on(this.target("check"), "click", () => this.#check());
    this.#draw({
      state: this.element.dataset.state ?? "none",
      text: this.target("text").textContent ?? "",
    });
  }

  /** @override */
  stop() {
    clearTimeout(this.#timer);
    super.stop();
  }

  async #check() {
    try {
      this.#draw(await post(addresses.recordCheckNow(this.context.meetingId)));
    } catch (error) {
      showError(error);
    }
  }

  async #refresh() {
    try {
      this.#draw(await get(addresses.recordShowCheck(this.context.meetingId)));
    } catch {
      // The network is away: the answer will be there later.
      this.#wait();
    }
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), POLL_INTERVAL_MS);
  }

  /** @param {RecordCheck} found */
  #draw({ state, text }) {
    const isRunning = state === "running";
    const notice = this.target("text");
    notice.className = `notice ${NOTICES[state] ?? ""}`;
    notice.textContent = text;
    this.target("advice").hidden = state !== "fault";
    /** @type {HTMLButtonElement} */ (this.target("check")).disabled = isRunning;
    if (isRunning) this.#wait();
  }
}
