/** One line on a delegate's screen: who speaks now, with the clock; or that it is one's turn. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ClockFace, thresholdText } from "../timers/clock_face.js";

/**
 * @typedef {object} Context
 * @property {import("../live/live_meeting.js").LiveMeeting} meeting
 * @property {{open: (document: number) => void}} room
 */

/** @extends {Controller<Context>} */
export class StripController extends Controller {
  #face = new ClockFace(this.target("time"), (seconds) => this.#onThreshold(seconds));
  #isOwnTurn = false;
  /** The text of the speech, if this role may read it. @type {number | null} */
  #document = null;

  /** @override */
  start() {
    this.on(this.target("document"), "click", () => {
      if (this.#document !== null) this.context.room.open(this.#document);
    });
    this.context.meeting.watch(({ state, spread }) => {
      const speaker = state?.floor?.speaking ?? null;
      const timer = speaker ? (state?.timers?.speaker ?? null) : null;
      this.#drawSpeaker(speaker);
      this.target("time").hidden = !timer;
      this.#face.show(timer, spread);
    });
  }

  /** @param {import("../live/messages.js").Speaker | null} speaker */
  #drawSpeaker(speaker) {
    const member = Number(document.body.dataset.member);
    this.#isOwnTurn = speaker !== null && speaker.member_id === member;
    this.#document = speaker?.document_id ?? null;
    this.target("document").hidden = this.#document === null;
    this.element.hidden = !speaker;
    this.element.classList.toggle("is-own", this.#isOwnTurn);
    const words = this.target("words");
    const parts = speaker ? this.#parts(speaker) : [];
    const text = parts.map((part) => part.textContent).join(" ");
    // Said aloud only when it changes.
    if (words.textContent !== text)
      words.replaceChildren(
        ...parts.flatMap((part, at) => (at ? [" ", part] : [part])),
      );
  }

  /** @param {import("../live/messages.js").Speaker} speaker */
  #parts({ name, unit }) {
    if (this.#isOwnTurn) return [el("span", {}, t("Mời đồng chí phát biểu"))];
    const who = [name, unit].filter(Boolean).join(", ");
    return [
      // A phone has no room for it.
      el("span", { class: "floor-strip-lead" }, t("Đang phát biểu:")),
      el("span", {}, who),
    ];
  }

  /** @param {number} seconds */
  #onThreshold(seconds) {
    // Only the speaker is disturbed by it.
    if (this.#isOwnTurn) this.target("said").textContent = thresholdText(seconds);
  }
}
