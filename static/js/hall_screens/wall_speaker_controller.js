/** Who has the floor, beside the page that the hall screen shows. */

import { Controller } from "../base/controller.js";
import { positionText } from "./labels.js";
import { SceneClock } from "./scene_clock.js";
import { hallSpeaker } from "./scene_choice.js";
import { serverNow } from "./server_time.js";

const TICK_MS = 500;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class WallSpeakerController extends Controller {
  #clock = new SceneClock();

  /** @override */
  start() {
    this.element.append(this.#clock.element);
    this.context.meeting.watch(() => this.#draw());
    setInterval(() => this.#draw(), TICK_MS);
  }

  #draw() {
    /** @type {any} */
    const { state } = this.context.meeting;
    const person = state && hallSpeaker(state);
    this.element.hidden = !person;
    if (!person) return;
    this.target("name").textContent = person.name;
    this.target("position").textContent = positionText(person);
    this.#clock.show(state.timers?.speaker ?? null, serverNow());
  }
}
