/** Site of an operator: status, ready button, call for help. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { siteFacts } from "./site_facts.js";
import { peopleList } from "./people_list.js";

/** @typedef {import("./labels.js").Site} Site */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

const POLL_INTERVAL_MS = 4000;

/** @extends {Controller<Context>} */
export class OperatorController extends Controller {
  /** @type {Site | null} */
  #site = null;
  #isAsking = false;

  /** @override */
  start() {
    const { meetingId } = this.context.meeting.parts;
    this.on(this.target("ready"), "click", () => this.#sayReady());
    this.on(this.target("help"), "submit", (event) => {
      event.preventDefault();
      const words = /** @type {HTMLInputElement} */ (this.target("words")).value;
      this.#do(addresses.siteOverviewCallForHelp(meetingId), { words });
    });
    const helped = addresses.siteOverviewNoMoreHelp(meetingId);
    this.on(this.target("helped"), "click", () => this.#do(helped));
    this.on(document, "visibilitychange", () => this.#refresh());
    setInterval(() => this.#refresh(), POLL_INTERVAL_MS);
    this.#refresh();
  }

  async #refresh() {
    if (this.#isAsking || document.hidden) return;
    this.#isAsking = true;
    const { meetingId } = this.context.meeting.parts;
    try {
      const [{ site }, { rows, more }] = await Promise.all([
        get(addresses.siteOverviewOwnBoard(meetingId)),
        get(addresses.siteOverviewOwnPeople(meetingId)),
      ]);
      this.#site = site;
      afterPress(this, () => {
        this.#draw();
        this.target("people").replaceChildren(...peopleList(rows, more));
      });
    } catch (error) {
      // The line above reports that the server is away.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isAsking = false;
    }
  }

  #draw() {
    const site = this.#site;
    if (!site) return;
    const isReady = site.ready_at !== null;
    const ready = this.target("ready");
    ready.setAttribute("aria-pressed", String(isReady));
    ready.replaceChildren(
      el("b", {}, isReady ? t("Điểm cầu đã sẵn sàng") : t("Báo điểm cầu sẵn sàng")),
      el(
        "span",
        {},
        isReady ? t("Bấm lần nữa nếu chưa xong") : t("Bấm khi người và máy đã đủ"),
      ),
    );
    this.target("help").hidden = site.help_at !== null;
    this.target("called").hidden = site.help_at === null;
    this.target("called-words").textContent = site.help_words;
    this.target("facts").replaceChildren(siteFacts(site));
  }

  #sayReady() {
    const url = addresses.siteOverviewSayReady(this.context.meeting.parts.meetingId);
    this.#do(url, { is_ready: this.#site?.ready_at === null });
  }

  /**
   * @param {import("../base/address_builder.js").PostAddress} url
   * @param {object} [body]
   */
  async #do(url, body = {}) {
    try {
      await post(url, body);
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
  }
}
