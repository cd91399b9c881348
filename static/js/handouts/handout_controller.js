/** One kind of handout: create, progress, cancel, download. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportPoller, isBusy } from "../exports/export_poller.js";
import { statusTexts } from "./handout_status.js";

/** @extends {Controller<{meetingId: number}>} */
export class HandoutController extends Controller {
  /** @override */
  start() {
    const { kind = "" } = this.element.dataset;
    const { meetingId } = this.context;
    const poller = new ExportPoller(
      () => addresses.handoutsState(meetingId, kind),
      (handout) => this.#draw(handout),
    );
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      poller.send(addresses.handoutsBegin(meetingId, kind), this.#formValues);
    });
    const cancel = addresses.handoutsCancel(meetingId, kind);
    this.on(this.target("cancel"), "click", () => poller.send(cancel));
    // Hidden until this script is loaded.
    this.target("make").hidden = false;
    poller.refresh();
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

  /** @param {import("../exports/export_poller.js").Export} handout */
  #draw(handout) {
    const busy = isBusy(handout);
    const { status, refusal } = statusTexts(handout);
    this.#say("status", status);
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
    this.target("take").textContent = handout.suffixes.includes("zip")
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
