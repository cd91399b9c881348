/** Time of day by the server's clock, and by how much the meeting is late. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { serverClock, serverNow } from "../timers/server_clock.js";
import { expectedEnd, progressOf } from "./expected_end.js";
import { formatTimeOfDay } from "./schedule.js";

const TICK_MS = 1000;
/** A minute or two are no news. */
const LEAST_LATE_MINUTES = 3;
const LATE_STATES = ["published", "open", "adjourned"];

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class DayClockController extends Controller {
  /** @override */
  start() {
    serverClock.start(0);
    serverClock.addEventListener("changed", () => this.#draw());
    this.context.meeting.watch(() => this.#draw());
    setInterval(() => this.#draw(), TICK_MS);
    this.#draw();
  }

  #draw() {
    if (!serverClock.isKnown) return;
    const now = serverNow();
    this.target("time").textContent = formatTimeOfDay(now);
    const late = this.target("late");
    const end = this.#expectedEnd(now);
    late.hidden = end === null || end.late < LEAST_LATE_MINUTES;
    if (!end) return;
    late.textContent = t("muộn {minutes} phút", { minutes: end.late });
    late.title = t("Dự kiến kết thúc {time}", { time: formatTimeOfDay(end.endsAt) });
  }

  /** @param {number} now */
  #expectedEnd(now) {
    const { state } = this.context.meeting;
    if (!state || !LATE_STATES.includes(state.meeting.state)) return null;
    return expectedEnd(progressOf(state, now), now);
  }
}
