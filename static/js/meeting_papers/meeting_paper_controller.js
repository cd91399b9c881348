/** One paper of a meeting: make, progress, cancel, preview, files. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { watchDay } from "../base/day_field.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ExportPoller, isBusy } from "../exports/export_poller.js";
import { paperOptions, paperTexts } from "./paper_texts.js";

/** @typedef {import("../exports/export_poller.js").Export} Export */

/** @extends {Controller<{meetingId: number}>} */
export class MeetingPaperController extends Controller {
  /** @override */
  start() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    this.on(form, "submit", (event) => event.preventDefault());
    // Something is missing: nothing to make.
    if (!form.elements.namedItem("family")) return;
    const poller = new ExportPoller(
      () => addresses.meetingPapersState(...this.#path),
      (found) => this.#draw(found),
    );
    const date = /** @type {HTMLInputElement} */ (form.elements.namedItem("date"));
    watchDay(date);
    this.on(form, "submit", () => {
      if (!form.reportValidity()) return;
      poller.send(addresses.meetingPapersBegin(...this.#path), this.#options);
    });
    this.on(this.target("cancel"), "click", () =>
      poller.send(addresses.meetingPapersCancel(...this.#path)),
    );
    this.on(this.#family, "change", () => poller.refresh());
    this.target("make").hidden = false;
    poller.refresh();
  }

  get #family() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    return /** @type {HTMLSelectElement} */ (form.elements.namedItem("family"));
  }

  /** @returns {[number, string, string]} what names this paper in addresses */
  get #path() {
    const { name = "" } = this.element.dataset;
    return [this.context.meetingId, this.#family.value, name];
  }

  get #options() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    return paperOptions(Object.fromEntries(new FormData(form)));
  }

  /** @param {Export} found */
  #draw(found) {
    const busy = isBusy(found);
    const { status, refusal } = paperTexts(found);
    this.#say("status", status);
    this.#say("refusal", refusal);
    const bar = /** @type {HTMLProgressElement} */ (this.target("bar"));
    bar.hidden = !busy;
    bar.max = found.total || 1;
    if (found.state === "running") bar.value = found.done;
    else bar.removeAttribute("value");
    const isReady = found.state === "ready";
    const make = this.target("make");
    make.hidden = busy;
    make.textContent = isReady ? t("Tạo lại") : t("Tạo văn bản");
    // What is made wants to be taken, unless something has changed since.
    make.classList.toggle("button--primary", !isReady || found.is_old);
    this.target("cancel").hidden = !busy;
    this.#drawFiles(isReady ? found : null);
  }

  /** @param {Export | null} found */
  #drawFiles(found) {
    const file = addresses.meetingPapersTake(...this.#path);
    const links = (found?.suffixes ?? []).filter((suffix) => suffix !== "png");
    this.target("files").replaceChildren(
      ...links.map((kind) =>
        el(
          "a",
          { class: "button", href: withQuery(file, { kind }), download: true },
          t("Tải {kind}", { kind: kind.toUpperCase() }),
        ),
      ),
    );
    const preview = this.target("preview");
    preview.hidden = !found;
    preview.querySelector("img")?.remove();
    if (!found) return;
    // A new address each time: the paper may have been made anew.
    const src = withQuery(file, { kind: "png", at: Date.now() });
    const alt = t("Trang 1 của văn bản");
    preview.append(el("img", { src, alt, loading: "lazy" }));
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
