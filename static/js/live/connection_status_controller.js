/** Notice that the page may be outdated. */

import { Controller } from "../base/controller.js";

/** @extends {Controller<{meeting: import("./live_meeting.js").LiveMeeting}>} */
export class ConnectionStatusController extends Controller {
  /** @override */
  start() {
    this.context.meeting.watch((meeting) => {
      this.element.hidden = meeting.link !== "lost";
    });
  }
}
