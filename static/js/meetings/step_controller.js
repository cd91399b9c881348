/** The chair's steps: opening, adjourning, closing; each asked once more. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { afterPress } from "../base/press.js";
import { sayError } from "../base/say_error.js";
import { stateClass, stateLabel, stepsFrom } from "./steps.js";

/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./steps.js").Step} Step */

/** Preparing belongs to the secretariat. */
const NOT_HERE = ["draft", "published"];

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class StepController extends Controller {
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
    const steps = stepsFrom(state).filter((step) => !NOT_HERE.includes(step.state));
    this.target("steps").replaceChildren(...steps.map((step) => this.#button(step)));
  }

  /** @param {Step} step */
  #button(step) {
    return el(
      "button",
      { class: "button", type: "button", onclick: () => this.#take(step) },
      step.label,
    );
  }

  /** @param {Step} step */
  async #take(step) {
    if (!(await confirm(step.question))) return;
    const url = addresses.secretariatStepMeeting(this.context.meeting.parts.meetingId);
    await post(url, { state: step.state }).catch(sayError);
  }
}
