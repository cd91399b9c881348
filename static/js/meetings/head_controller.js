/** The head of the secretary's screen: the meeting, its state, the next steps. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { fill } from "../base/keep.js";
import { localWords } from "../base/local_time.js";
import { MeetingForm } from "./meeting_form.js";
import { stateClass, stateLabel, stepsFrom } from "./steps.js";

/** @extends {Controller<{desk: import("./desk.js").Desk}>} */
export class HeadController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    const { desk } = this.context;
    this.on(this.target("edit"), "click", () => {
      if (desk.state) desk.panel.open(new MeetingForm(desk, desk.state.meeting));
    });
    desk.onDraw(({ meeting }) => this.#draw(meeting));
  }

  /** @param {import("../live/messages.js").Meeting} meeting */
  #draw(meeting) {
    const sign = JSON.stringify(meeting);
    if (sign === this.#drawn) return;
    this.#drawn = sign;
    this.target("title").textContent = meeting.title;
    const facts = [meeting.body_name, meeting.place, localWords(meeting.starts_at)];
    this.target("facts").textContent = facts.filter(Boolean).join(" · ");
    const state = this.target("state");
    state.className = stateClass(meeting.state);
    state.textContent = stateLabel(meeting.state);
    state.hidden = false;
    this.target("edit").hidden = meeting.state === "closed";
    fill(this.target("steps"), () => stepsFrom(meeting.state).map(this.#stepButton));
  }

  /** @param {import("./steps.js").Step} step */
  #stepButton = (step) =>
    el(
      "button",
      {
        class: step.isMain ? "button button--primary" : "button",
        type: "button",
        "data-focus": `step:${step.state}`,
        onclick: () => this.#step(step),
      },
      step.label,
    );

  /** @param {import("./steps.js").Step} step */
  async #step({ state, question }) {
    if (!(await confirm(question))) return;
    const { desk } = this.context;
    const url = addresses.secretariatStepMeeting(desk.meetingId);
    await desk.do(() => post(url, { state }));
    await desk.meeting.refresh();
  }
}
