/** Transitions of the meeting that are not the next step: adjourn, resume, close. */

import * as addresses from "../base/addresses.js";
import { press } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { transitionsFrom } from "./meeting_states.js";
import { nextStep } from "./next_step.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./meeting_states.js").Transition} Transition */

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class MeetingStateController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    this.context.meeting.watch((meeting) =>
      afterPress(this, () => this.#draw(meeting)),
    );
  }

  /** @param {LiveMeeting} meeting */
  #draw({ state }) {
    if (!state) return;
    const before = state.meeting.state;
    const next = nextStep(state)?.state;
    // Preparing belongs to the secretariat.
    const { leadsTo = "" } = this.element.dataset;
    const others = transitionsFrom(before).filter(
      ({ state: after }) => leadsTo.split(" ").includes(after) && after !== next,
    );
    const signature = [before, ...others.map(({ state: after }) => after)].join();
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    replaceKeepingFocus(this.element, () =>
      others.map((step) => this.#button(step, before)),
    );
  }

  /**
   * @param {Transition} step
   * @param {string} before
   */
  #button(step, before) {
    const isBreak = step.state === "adjourned";
    return el(
      "button",
      {
        class: "button",
        type: "button",
        "data-focus": "state",
        "data-shortcut": isBreak && "t",
        "aria-keyshortcuts": isBreak && "T",
        onclick: () => this.#perform(step, before),
      },
      step.label,
    );
  }

  /**
   * @param {Transition} step
   * @param {string} before the state that the presser sees
   */
  async #perform({ state, question }, before) {
    this.element.closest("dialog")?.close();
    if (!(await confirm(question))) return;
    const { meetingId } = this.context.meeting.parts;
    const url = addresses.meetingAdminChangeState(meetingId);
    await press(url, { state, instead_of: before }).catch(showError);
  }
}
