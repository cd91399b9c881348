/** Requests of one site, for its operator. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { factsOf, kindLabel, stateLabel } from "./labels.js";

/** @typedef {import("../live/messages.js").Speaker & {state: string, place: number | null}} SiteRequest */

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class SiteRequestsController extends Controller {
  #meetingId = this.context.meeting.parts.meetingId;
  #known = "";
  #isLoaded = false;

  /** @override */
  start() {
    this.on(document, "floor-asked", () => this.#refresh());
    this.context.meeting.watch(({ state, link }) => {
      const known = JSON.stringify([state?.floor ?? null, link === "live"]);
      if (known === this.#known) return;
      this.#known = known;
      this.#refresh();
    });
  }

  async #refresh() {
    try {
      const { requests } = await get(addresses.speakingRequests(this.#meetingId));
      this.#isLoaded = true;
      this.target("trouble").hidden = true;
      afterPress(this, () => this.#draw(requests));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.target("trouble").hidden = false;
      this.target("trouble").textContent = error.message;
    }
  }

  /** @param {SiteRequest[]} requests */
  #draw(requests) {
    this.target("empty").hidden = !this.#isLoaded || requests.length > 0;
    replaceKeepingFocus(this.target("list"), () =>
      requests.map((request) => this.#row(request)),
    );
  }

  /** @param {SiteRequest} request */
  #row(request) {
    const { request_id: id, name, kind, topic, state, place } = request;
    const waits = state === "waiting" && place;
    const where = waits ? t("Vị trí {place}", { place }) : stateLabel(state);
    return el(
      "li",
      { class: "floor-request" },
      el(
        "div",
        { class: "floor-words" },
        el("b", {}, name),
        el("span", { class: "floor-facts" }, factsOf(request)),
        el("span", {}, [kindLabel(kind), topic].filter(Boolean).join(": ")),
      ),
      el("span", { class: state === "speaking" ? "tag tag--good" : "tag" }, where),
      (state === "waiting" || state === "skipped") &&
        el(
          "button",
          {
            class: "button",
            type: "button",
            "data-focus": `withdraw:${id}`,
            onclick: () => this.#withdraw(request),
          },
          t("Rút"),
        ),
    );
  }

  /** @param {SiteRequest} request */
  async #withdraw({ request_id: id, name }) {
    const isSure = await confirm({
      title: t("Rút đăng ký của {name}?", { name }),
      text: t("Người này sẽ mất vị trí đang chờ, nhưng vẫn có thể đăng ký lại."),
      yes: t("Rút đăng ký"),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      await post(addresses.speakingWithdraw(this.#meetingId, id));
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
  }
}
