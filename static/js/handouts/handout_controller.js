/** One kind of handout: create, progress, cancel, download. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { isBusy, statusTexts } from "./handout_status.js";

/** @typedef {import("./handout_status.js").Handout} Handout */

const POLL_INTERVAL_MS = 1000;

/** @extends {Controller<{meetingId: number}>} */
export class HandoutController extends Controller {
  #isRefreshing = false;
  /** Something was asked for while an older answer was under way. */
  #isOutdated = false;

  /** @override */
  start() {
    const { meetingId, kind } = this.#request;
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#send(addresses.handoutsBegin(meetingId, kind), this.#formValues);
    });
    const cancel = addresses.handoutsCancel(meetingId, kind);
    this.on(this.target("cancel"), "click", () => this.#send(cancel, {}));
    // Hidden until this script is loaded.
    this.target("make").hidden = false;
    this.#refresh();
  }

  get #request() {
    const { kind = "" } = this.element.dataset;
    return { meetingId: this.context.meetingId, kind };
  }

  /** Values of the form as the server expects them. */
  get #formValues() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    /** @type {Record<string, string | boolean>} */
    const values = {};
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox")
        values[field.name] = field.checked;
      else if (isText(field) && field.name) values[field.name] = field.value;
    }
    return values;
  }

  /**
   * @param {import("../base/address_builder.js").PostAddress} url
   * @param {object} body
   */
  async #send(url, body) {
    try {
      await post(url, body);
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
  }

  /** @returns {Promise<void>} */
  async #refresh() {
    this.#isOutdated = this.#isRefreshing;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    const isAgain = await this.#fetchStatus().finally(() => {
      this.#isRefreshing = false;
    });
    if (this.#isOutdated) return this.#refresh();
    if (isAgain) setTimeout(() => this.#refresh(), POLL_INTERVAL_MS);
  }

  /** Draw how far it is; resolves to whether it is to be looked again. */
  async #fetchStatus() {
    try {
      const { meetingId, kind } = this.#request;
      const handout = await get(addresses.handoutsState(meetingId, kind));
      this.#draw(handout);
      return isBusy(handout);
    } catch (error) {
      // What stood there stays; a network that is away is asked again.
      if (!(error instanceof ApiError)) throw error;
      return error.status === 0;
    }
  }

  /** @param {Handout} handout */
  #draw(handout) {
    const busy = isBusy(handout);
    const { status, refusal } = statusTexts(handout);
    this.#say("told", status);
    this.#say("refusal", refusal);
    const bar = /** @type {HTMLProgressElement} */ (this.target("bar"));
    bar.hidden = !busy;
    bar.max = handout.total || 1;
    if (handout.state === "running") bar.value = handout.done;
    else bar.removeAttribute("value");
    const isReady = handout.state === "ready";
    this.target("make").hidden = busy;
    // What is made wants to be taken, not made once more.
    this.target("make").classList.toggle("button--primary", !isReady);
    this.target("cancel").hidden = !busy;
    this.target("take").hidden = !isReady;
    this.target("take").textContent = handout.is_archive
      ? t("Tải về (ZIP)")
      : t("Tải về (PDF)");
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  #say(name, words) {
    this.target(name).textContent = words;
    this.target(name).hidden = words === "";
  }
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function isText(field) {
  if (field instanceof HTMLInputElement) return field.type !== "file";
  return field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;
}
