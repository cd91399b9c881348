/** Transitions of the chair: open, adjourn, close; each is confirmed. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { stateClass, stateLabel, transitionsFrom } from "./meeting_states.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./meeting_states.js").Transition} Transition */

/** Preparing belongs to the secretariat. */
const SECRETARIAT_STATES = ["draft", "published"];

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class MeetingStateController extends Controller {
  #state = "";

  /** @override */
  start() {
    this.context.meeting.watch((meeting) =>
      afterPress(this, () => this.#draw(meeting)),
    );
  }

  /** @param {LiveMeeting} meeting */
  #draw(meeting) {
    const state = meeting.state?.meeting.state;
    if (!state || state === this.#state) return;
    this.#state = state;
    const label = this.target("state");
    label.className = stateClass(state);
    label.textContent = stateLabel(state);
    const steps = transitionsFrom(state).filter(
      (step) => !SECRETARIAT_STATES.includes(step.state),
    );
    this.target("steps").replaceChildren(...steps.map((step) => this.#button(step)));
  }

  /** @param {Transition} step */
  #button(step) {
    return el(
      "button",
      { class: "button", type: "button", onclick: () => this.#perform(step) },
      step.label,
    );
  }

  /** @param {Transition} step */
  async #perform(step) {
    if (!(await confirm(step.question))) return;
    const url = addresses.meetingAdminChangeState(this.context.meeting.parts.meetingId);
    await post(url, { state: step.state }).catch(showError);
  }
}
