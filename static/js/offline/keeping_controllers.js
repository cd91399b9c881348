/** Two calm lines: how far loading ahead has come, and what is left without the server. */

import { Controller } from "../base/controller.js";
import { countKept } from "./kept.js";
import { lostLine, progressLine } from "./words.js";

/** @typedef {import("./keeping.js").Keeping} Keeping */
/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */

/** @extends {Controller<{keeping: Keeping}>} */
export class KeepingController extends Controller {
  /** @override */
  start() {
    this.on(this.context.keeping, "changed", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const { keeping } = this.context;
    const line = progressLine(keeping);
    this.element.hidden = !line;
    const words = this.target("line");
    if (words.textContent !== line) words.textContent = line;
    const bar = /** @type {HTMLProgressElement} */ (this.target("bar"));
    bar.hidden = keeping.progress !== "loading";
    bar.max = Math.max(1, keeping.total);
    bar.value = keeping.whole;
  }
}

/** @extends {Controller<{keeping: Keeping, meeting: LiveMeeting}>} */
export class LostController extends Controller {
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
    this.element.textContent = lostLine(await countKept(this.context.keeping.vault));
  }
}
