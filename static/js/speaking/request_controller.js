/** Button of a delegate: asks for the floor, and shows where the own request stands. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { placeText, shortPlaceText } from "./labels.js";
import { OwnRequest } from "./own_request.js";
import { RequestDialog } from "./request_dialog.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class RequestController extends Controller {
  #own = new OwnRequest(
    this.context.meeting.parts.meetingId,
    Number(document.body.dataset.member),
  );
  #dialog = new RequestDialog(this.#own);
  /** The state of the floor that was asked about last. */
  #known = "";

  /** @override */
  start() {
    const { meeting } = this.context;
    this.on(this.element, "click", () => {
      this.#own.refresh();
      this.#dialog.open(meeting.state);
    });
    this.on(this.#own, "changed", () => this.#draw());
    meeting.watch((changed) => this.#onChange(changed));
  }

  /** @param {LiveMeeting} meeting */
  #onChange({ state, link, spread }) {
    const isFirst = !this.#known;
    const known = `${JSON.stringify(state?.floor ?? null)} ${link === "live"}`;
    if (known === this.#known) return this.#draw();
    this.#known = known;
    const isAsked = isFirst || !this.#own.isLoaded;
    if (isAsked) setTimeout(() => this.#own.refresh(), Math.random() * spread);
    else if (this.#own.isConcerned(state?.floor)) this.#own.refresh();
    this.#draw();
  }

  #draw() {
    const { request } = this.#own;
    this.target("label").textContent = shortPlaceText(request);
    const name = t("Đăng ký phát biểu");
    const label = request ? `${shortPlaceText(request)}. ${placeText(request)}` : name;
    this.element.setAttribute("aria-label", label);
    this.element.dataset.state = request?.state ?? "";
    afterPress(this, () => this.#dialog.draw(this.context.meeting.state));
  }
}
