/** Call for service from a seat: a button, and a dialog with one button for each kind. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { callerStatus, kindLabels } from "./labels.js";

/** @typedef {import("./labels.js").ServiceCall} ServiceCall */
/**
 * @typedef {object} Context
 * @property {import("../live/live_meeting.js").LiveMeeting} meeting
 * @property {{memory: import("../base/member_storage.js").MemberStorage}} room
 */

const STORED_NAME = "waits-for-service";

/** @extends {Controller<Context>} */
export class ServiceCallController extends Controller {
  #dialog = /** @type {HTMLDialogElement} */ (this.target("dialog"));
  /** @type {ServiceCall[]} */
  #calls = [];

  /** @override */
  start() {
    const { meeting, room } = this.context;
    this.on(this.target("open"), "click", () => this.#open());
    this.on(this.target("close"), "click", () => this.#dialog.close());
    // Only who has called asks: not 10,000 tablets at the start.
    this.on(meeting.ticks, "notes", () => this.#calls.length && this.#fetch());
    if (room.memory.read(STORED_NAME)) this.#fetch();
    this.#draw();
  }

  get #meetingId() {
    return this.context.meeting.parts.meetingId;
  }

  #open() {
    this.#dialog.showModal();
    this.#fetch();
  }

  async #fetch() {
    try {
      this.#calls = (await get(addresses.serviceCallsMine(this.#meetingId))).calls;
      this.context.room.memory.write(STORED_NAME, this.#calls.length > 0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.target("status").textContent = error.message;
      return;
    }
    afterPress(this, () => this.#draw());
  }

  #draw() {
    const isWaiting = this.#calls.length > 0;
    this.target("open").textContent = isWaiting
      ? t("Đang gọi phục vụ")
      : t("Gọi phục vụ");
    const taken = this.#calls.find(({ state }) => state === "taken");
    this.target("status").textContent = callerStatus(taken ?? this.#calls[0]);
    replaceKeepingFocus(this.target("kinds"), () =>
      Object.entries(kindLabels()).map(([kind, label]) => this.#row(kind, label)),
    );
  }

  /**
   * @param {string} kind
   * @param {string} label
   */
  #row(kind, label) {
    const call = this.#calls.find((one) => one.kind === kind);
    const button = el(
      "button",
      {
        class: "button button--large service-call-kind",
        type: "button",
        disabled: Boolean(call),
        // Pressed, it gives the focus to what cancels it, and gets it back.
        "data-focus": call ? null : `kind:${kind}`,
        onclick: () => this.#do(addresses.serviceCallsMake(this.#meetingId), { kind }),
      },
      label,
    );
    if (!call) return button;
    const cancel = addresses.serviceCallsCancel(this.#meetingId, call.id);
    return el(
      "div",
      { class: "service-call-waiting" },
      button,
      el("p", {}, callerStatus(call)),
      el(
        "button",
        {
          class: "button",
          type: "button",
          "data-focus": `kind:${kind}`,
          onclick: () => this.#do(cancel, {}),
        },
        t("Không cần nữa"),
      ),
    );
  }

  /**
   * A second press does no more than the first: the server returns the same call.
   * @param {import("../base/address_builder.js").PostAddress} url
   * @param {object} body
   */
  async #do(url, body) {
    try {
      await post(url, body);
    } catch (error) {
      showError(error);
    }
    await this.#fetch();
  }
}
