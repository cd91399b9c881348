/** Header of the secretary's screen: the meeting, its state, the next transitions. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { formatDateTime } from "../base/local_time.js";
import { MeetingForm } from "./meeting_form.js";
import { stateClass, stateLabel, transitionsFrom } from "./meeting_states.js";

/** @extends {Controller<{workspace: import("./workspace.js").Workspace}>} */
export class MeetingHeaderController extends Controller {
  #drawnSignature = "";

  /** @override */
  start() {
    const { workspace } = this.context;
    this.on(this.target("edit"), "click", () => {
      if (workspace.state)
        workspace.panel.open(new MeetingForm(workspace, workspace.state.meeting));
    });
    // On a phone the steps and the agenda stand above long lists of links.
    if (matchMedia("(width <= 640px)").matches)
      for (const group of this.element.querySelectorAll("details")) group.open = false;
    workspace.onRender(({ meeting }) => this.#draw(meeting));
  }

  /** @param {import("../live/messages.js").Meeting} meeting */
  #draw(meeting) {
    const signature = JSON.stringify(meeting);
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    const facts = [meeting.body_name, meeting.place, formatDateTime(meeting.starts_at)];
    this.target("facts").textContent = facts.filter(Boolean).join(" · ");
    const state = this.target("state");
    state.className = stateClass(meeting.state);
    state.textContent = stateLabel(meeting.state);
    state.hidden = false;
    this.target("edit").hidden = meeting.state === "closed";
    replaceKeepingFocus(this.target("steps"), () =>
      transitionsFrom(meeting.state).map(this.#stepButton),
    );
  }

  /** @param {import("./meeting_states.js").Transition} step */
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

  /** @param {import("./meeting_states.js").Transition} step */
  async #step({ state, question }) {
    if (!(await confirm(question))) return;
    const { workspace } = this.context;
    const url = addresses.meetingAdminChangeState(workspace.meetingId);
    await workspace.perform(() => post(url, { state }));
    await workspace.meeting.refresh();
  }
}
