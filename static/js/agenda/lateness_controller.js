/** When the meeting is expected to end, where that is later than planned. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { serverClock, serverNow } from "../timers/server_clock.js";
import { expectedEnd, progressOf } from "./expected_end.js";
import { formatTimeOfDay } from "./schedule.js";

const TICK_MS = 20_000;
/** A minute or two are no news. */
const LEAST_LATE_MINUTES = 3;
/** All tablets begin to ask for the server's time within this. */
const CLOCK_SPREAD_MS = 20_000;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class LatenessController extends Controller {
  /** @override */
  start() {
    serverClock.start(CLOCK_SPREAD_MS);
    serverClock.addEventListener("changed", () => this.#draw());
    this.context.meeting.watch(() => this.#draw());
    setInterval(() => this.#draw(), TICK_MS);
  }

  #draw() {
    const { state } = this.context.meeting;
    const isRunning = state?.meeting.state === "open" && serverClock.isKnown;
    const now = serverNow();
    const end = state && isRunning ? expectedEnd(progressOf(state, now), now) : null;
    const isLate = end !== null && end.late >= LEAST_LATE_MINUTES;
    this.element.hidden = !isLate;
    if (!isLate) return;
    const text = t("Dự kiến kết thúc {time}, muộn {minutes} phút", {
      time: formatTimeOfDay(end.endsAt),
      minutes: end.late,
    });
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
