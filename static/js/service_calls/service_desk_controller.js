/** Desk of service calls: who waits, where, for how long; take and finish. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { enableSound, playTone } from "../base/sound.js";
import { kindLabels, newCalls, placeOf, waitingTime } from "./labels.js";

/** @typedef {import("./labels.js").ServiceCall} ServiceCall */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

const TICK_MS = 1000;

/** @extends {Controller<Context>} */
export class ServiceDeskController extends Controller {
  /** @type {ServiceCall[]} */
  #calls = [];
  /** The server's clock minus this device's, in milliseconds. */
  #ahead = 0;
  /** @type {Set<number>} */
  #known = new Set();
  #drawnNumber = -1;

  /** @override */
  start() {
    const sound = this.target("sound");
    this.on(sound, "click", () => {
      const isOn = sound.getAttribute("aria-pressed") !== "true";
      sound.setAttribute("aria-pressed", String(isOn));
      if (isOn) {
        enableSound();
        playTone("good");
      }
    });
    this.context.meeting.watch(({ state }) => {
      if (!state || state.n === this.#drawnNumber) return;
      this.#drawnNumber = state.n;
      this.#receive(/** @type {any} */ (state));
    });
    setInterval(() => this.#tick(), TICK_MS);
  }

  get #meetingId() {
    return this.context.meeting.parts.meetingId;
  }

  /** @param {{calls: ServiceCall[], now: string}} board */
  #receive({ calls, now }) {
    this.#calls = calls;
    this.#ahead = Date.parse(now) - Date.now();
    const fresh = newCalls(calls, this.#known);
    for (const id of fresh) this.#known.add(id);
    const sound = this.target("sound").getAttribute("aria-pressed") === "true";
    if (fresh.length && sound) playTone("look");
    afterPress(this, () => this.#draw());
  }

  #draw() {
    const done = this.#calls.filter(({ state }) => state === "done");
    const waiting = this.#calls.filter(({ state }) => state !== "done");
    const untaken = waiting.filter(({ state }) => state === "open").length;
    this.target("summary").textContent = waiting.length
      ? t("{count} yêu cầu đang chờ, {open} chưa ai nhận", {
          count: waiting.length,
          open: untaken,
        })
      : t("Không ai đang chờ. Yêu cầu mới tự hiện ở đây.");
    replaceKeepingFocus(this.target("waiting"), () =>
      waiting.map((call) => this.#line(call)),
    );
    this.target("done").replaceChildren(...done.map((call) => this.#line(call)));
    this.target("done-part").hidden = done.length === 0;
    this.#tick();
  }

  #tick() {
    const now = Date.now() + this.#ahead;
    for (const time of this.element.querySelectorAll("[data-since]")) {
      if (time instanceof HTMLElement)
        time.textContent = waitingTime(time.dataset.since ?? "", now);
    }
  }

  /** @param {ServiceCall} call */
  #line(call) {
    const { id, kind, state, caller = "", made_at, taken_by, ended_by } = call;
    const status =
      state === "taken"
        ? t("{name} đang tới", { name: taken_by })
        : state === "done" && t("{name} đã giúp xong", { name: ended_by });
    return el(
      "li",
      { class: `service-desk-call service-desk-call--${state}` },
      el(
        "div",
        {},
        el("p", { class: "service-desk-what" }, kindLabels()[kind] ?? kind),
        el("p", { class: "service-desk-place" }, placeOf(call)),
        el("p", {}, caller),
        status && el("p", { class: "soft" }, status),
      ),
      state === "done"
        ? ""
        : el("span", { class: "service-desk-time", "data-since": made_at }),
      state === "done"
        ? ""
        : el("div", { class: "service-desk-buttons" }, ...this.#buttons(call, id)),
    );
  }

  /**
   * @param {ServiceCall} call
   * @param {number} id
   */
  #buttons({ state }, id) {
    const take = el(
      "button",
      {
        class: "button button--primary",
        type: "button",
        "data-focus": `take:${id}`,
        onclick: () => this.#do(addresses.serviceCallsTake(this.#meetingId, id)),
      },
      t("Tôi đến ngay"),
    );
    const done = el(
      "button",
      {
        class: "button",
        type: "button",
        "data-focus": `done:${id}`,
        onclick: () => this.#do(addresses.serviceCallsFinish(this.#meetingId, id)),
      },
      t("Đã xong"),
    );
    return state === "open" ? [take, done] : [done];
  }

  /** @param {import("../base/address_builder.js").PostAddress} url */
  async #do(url) {
    try {
      await post(url);
    } catch (error) {
      showError(error);
    }
    this.#drawnNumber = -1;
    await this.context.meeting.refresh();
  }
}
