/** Link to the open surveys that the person before this screen has not answered. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { openSurveys } from "./open_surveys.js";

/** A survey opens and closes at its time without an event, in ms. */
const LOOK_MS = 20_000;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class SurveyAskedController extends Controller {
  /** @type {import("../live/messages.js").AskedSurvey[]} */
  #asked = [];
  #site = 0;
  /** @type {number[]} */
  #answered = [];

  /** @override */
  start() {
    const { site = "", answered = "" } = this.element.dataset;
    this.#site = Number(site);
    this.#answered = answered.split(" ").map(Number);
    // Put off until this page is loaded again, or another survey is open.
    this.on(this.target("later"), "click", () => {
      this.#answered.push(...this.#open().map(({ id }) => id));
      this.#show();
    });
    this.context.meeting.watch(({ state }) => {
      this.#asked = state?.surveys?.asked ?? [];
      this.#show();
    });
    setInterval(() => this.#show(), LOOK_MS);
  }

  #open() {
    const open = openSurveys(this.#asked, this.#site, Date.now());
    return open.filter(({ id }) => !this.#answered.includes(id));
  }

  #show() {
    const open = this.#open();
    this.element.hidden = !open.length;
    const [first] = open;
    if (!first) return;
    const { meetingId } = this.context.meeting.parts;
    const address =
      open.length > 1
        ? addresses.surveysShowOpen(meetingId)
        : addresses.surveysShowForm(first.code);
    this.target("open").setAttribute("href", address);
  }
}
