/** One kind of handout: have it made, see how far it is, cancel, take it. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { isBusy, wordsOf } from "./handout.js";

/** @typedef {import("./handout.js").Handout} Handout */

const LOOK_AGAIN_MS = 1000;

/** @extends {Controller<{meetingId: number}>} */
export class HandoutController extends Controller {
  #isLooking = false;
  /** Something was asked for while an older answer was under way. */
  #isOutdated = false;

  /** @override */
  start() {
    const { meetingId, kind } = this.#which;
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#ask(addresses.handoutsBegin(meetingId, kind), this.#wish);
    });
    const cancel = addresses.handoutsCancel(meetingId, kind);
    this.on(this.target("cancel"), "click", () => this.#ask(cancel, {}));
    // Hidden until somebody hears it.
    this.target("make").hidden = false;
    this.#look();
  }

  get #which() {
    const { kind = "" } = this.element.dataset;
    return { meetingId: this.context.meetingId, kind };
  }

  /** What stands in the form, as the server takes it. */
  get #wish() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    /** @type {Record<string, string | boolean>} */
    const wish = {};
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox")
        wish[field.name] = field.checked;
      else if (isText(field) && field.name) wish[field.name] = field.value;
    }
    return wish;
  }

  /**
   * @param {import("../base/address.js").PostAddress} url
   * @param {object} body
   */
  async #ask(url, body) {
    try {
      await post(url, body);
    } catch (error) {
      sayError(error);
    }
    await this.#look();
  }

  /** @returns {Promise<void>} */
  async #look() {
    this.#isOutdated = this.#isLooking;
    if (this.#isLooking) return;
    this.#isLooking = true;
    const isAgain = await this.#lookOnce().finally(() => {
      this.#isLooking = false;
    });
    if (this.#isOutdated) return this.#look();
    if (isAgain) setTimeout(() => this.#look(), LOOK_AGAIN_MS);
  }

  /** Draw how far it is; resolves to whether it is to be looked again. */
  async #lookOnce() {
    try {
      const { meetingId, kind } = this.#which;
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
    const { told, refusal } = wordsOf(handout);
    this.#say("told", told);
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
