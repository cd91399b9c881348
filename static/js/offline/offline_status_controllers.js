/** Status lines: progress of the offline copy, and what is available offline. */

import { Controller } from "../base/controller.js";
import { countCached } from "./cached_state.js";
import { offlineText, progressText } from "./labels.js";

/** @typedef {import("./offline_sync.js").OfflineSync} OfflineSync */
/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */

/** @extends {Controller<{offlineSync: OfflineSync}>} */
export class OfflineProgressController extends Controller {
  /** @override */
  start() {
    this.on(this.context.offlineSync, "changed", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const { offlineSync } = this.context;
    const line = progressText(offlineSync);
    this.element.hidden = !line;
    const words = this.target("line");
    if (words.textContent !== line) words.textContent = line;
    const bar = /** @type {HTMLProgressElement} */ (this.target("bar"));
    bar.hidden = offlineSync.progress !== "loading";
    bar.max = Math.max(1, offlineSync.total);
    bar.value = offlineSync.whole;
  }
}

/** @extends {Controller<{offlineSync: OfflineSync, meeting: LiveMeeting}>} */
export class OfflineNoticeController extends Controller {
  #isLost = false;

  /** @override */
  start() {
    this.context.meeting.watch(({ link }) => {
      if (this.#isLost === (link === "lost")) return;
      this.#isLost = link === "lost";
      if (this.#isLost) this.#draw();
    });
  }

  async #draw() {
    this.element.textContent = offlineText(
      await countCached(this.context.offlineSync.cacheStore),
    );
  }
}
