/** The meeting's state in one word. */

import { Controller } from "../base/controller.js";
import { stateClass, stateLabel } from "./meeting_states.js";

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class StateTagController extends Controller {
  /** @override */
  start() {
    this.context.meeting.watch(({ state }) => {
      if (!state) return;
      this.element.className = stateClass(state.meeting.state);
      this.element.textContent = stateLabel(state.meeting.state);
    });
  }
}
