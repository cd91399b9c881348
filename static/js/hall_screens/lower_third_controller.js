/** The strip with the speaker's name, for a video mixer: a name or nothing. */

import { Controller } from "../base/controller.js";
import { positionText } from "./labels.js";
import { hallSpeaker } from "./scene_choice.js";

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class LowerThirdController extends Controller {
  /** @override */
  start() {
    this.context.meeting.watch(({ state }) => {
      const person = state && hallSpeaker(state);
      this.element.hidden = !person;
      if (!person) return;
      this.target("name").textContent = person.name;
      this.target("position").textContent = positionText(person);
    });
  }
}
