/** Attendance list of a site or of the whole meeting, as PDF and spreadsheet. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { listLabel } from "./list_labels.js";

const POLL_INTERVAL_MS = 1500;

/** @extends {Controller<{figures: import("./attendance_figures.js").AttendanceFigures, meetingId: number}>} */
export class AttendanceListController extends Controller {
  #drawnSignature = "";

  /** @override */
  start() {
    this.on(this.target("make"), "click", () => this.#start());
    if (this.#fixedSite) {
      this.#refresh();
      return;
    }
    this.on(this.context.figures, "changed", () => this.#draw());
    this.on(this.target("site"), "change", () => this.#refresh());
  }

  /** What the page itself names: "all" sites. */
  get #fixedSite() {
    return this.element.dataset.site ?? "";
  }

  get #site() {
    if (this.#fixedSite) return this.#fixedSite;
    return /** @type {HTMLSelectElement} */ (this.target("site")).value;
  }

  #draw() {
    const sites = this.context.figures.roll?.sites ?? [];
    const signature = JSON.stringify(sites.map(({ id, name }) => [id, name]));
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    this.target("site").replaceChildren(
      ...sites.map(({ id, name }) =>
        el("option", { value: String(id ?? 0) }, name || t("Không thuộc điểm cầu")),
      ),
    );
    this.#refresh();
  }

  async #start() {
    const site = this.#fixedSite || Number(this.#site);
    try {
      await post(addresses.checkinsBegin(this.context.meetingId), { site });
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
  }

  async #refresh() {
    const site = this.#site;
    if (!site) return;
    try {
      const url = addresses.checkinsState(this.context.meetingId);
      const answer = await get(withQuery(url, { site }));
      if (site === this.#site) this.#show(answer, site);
    } catch (error) {
      // Keep the last state; the next click refreshes.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /**
   * @param {import("./list_labels.js").ListProgress} list
   * @param {string} site
   */
  #show(list, site) {
    const { state } = list;
    const button = /** @type {HTMLButtonElement} */ (this.target("make"));
    button.disabled = state === "running";
    button.textContent = listLabel(list);
    const file = addresses.checkinsTake(this.context.meetingId);
    for (const kind of ["pdf", "xlsx"]) {
      const link = /** @type {HTMLAnchorElement} */ (this.target(kind));
      link.hidden = state !== "ready";
      link.href = withQuery(file, { site, kind });
    }
    if (state === "running") setTimeout(() => this.#refresh(), POLL_INTERVAL_MS);
  }
}
