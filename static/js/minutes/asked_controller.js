/** Link to minutes that wait for the answer of the person before this screen. */

import { Controller } from "../base/controller.js";

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class MinutesAskedController extends Controller {
  /** @override */
  start() {
    const member = Number(this.element.dataset.member);
    this.context.meeting.watch(({ state }) => {
      this.element.hidden = !state?.minutes?.asked.includes(member);
    });
  }
}
