/** Dashboard of all sites: a tile for each, problems first. */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus, ElementCache } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { SiteDialog } from "./site_dialog.js";
import { SiteForm } from "./site_form.js";
import {
  attendanceText,
  sortSites,
  siteStatus,
  statusText,
  summaryTexts,
  siteName,
  totals,
} from "./labels.js";

/** @typedef {import("./labels.js").Site} Site */
/** @typedef {import("./labels.js").Sorting} Sorting */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** The server refreshes its data every 2 s. */
const POLL_INTERVAL_MS = 2500;
const WAIT_INTERVAL_MS = 50;

/** @extends {Controller<Context>} */
export class SiteDashboardController extends Controller {
  /** @type {Site[] | null} */
  sites = null;
  #tiles = new ElementCache();
  #isAsking = false;
  #number = 0;

  get meetingId() {
    return this.context.meeting.parts.meetingId;
  }

  /** @override */
  start() {
    this.on(this.target("sorting"), "change", () => this.#draw());
    // Only those who prepare the meeting have it.
    const add = this.element.querySelector("[data-target=add]");
    if (add) this.on(add, "click", () => this.#add());
    this.on(document, "visibilitychange", () => this.refresh());
    // A site that calls must not wait for its turn.
    this.context.meeting.watch(({ state }) => {
      if (state?.n === this.#number) return;
      this.#number = state?.n ?? 0;
      this.refresh();
    });
    setInterval(() => this.refresh(), POLL_INTERVAL_MS);
    this.refresh();
  }

  /** The form lists the other sites: they must be known. */
  async #add() {
    while (!this.sites)
      await new Promise((resolve) => setTimeout(resolve, WAIT_INTERVAL_MS));
    new SiteForm(this, null).open();
  }

  /** Fetch the board, unless that is under way. */
  async refresh() {
    if (this.#isAsking || document.hidden) return;
    this.#isAsking = true;
    try {
      this.sites = (await get(addresses.siteOverviewBoard(this.meetingId))).sites;
      this.target("trouble").hidden = true;
      afterPress(this, () => this.#draw());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Keep the last data; the line above reports that it is old.
      this.target("trouble").hidden = false;
      this.target("trouble").textContent = error.message;
    } finally {
      this.#isAsking = false;
    }
  }

  /** @param {number} id */
  site(id) {
    return this.sites?.find((site) => site.id === id);
  }

  #draw() {
    if (!this.sites) return;
    const sorting = /** @type {HTMLSelectElement} */ (this.target("sorting")).value;
    const shown = sortSites(this.sites, /** @type {Sorting} */ (sorting));
    this.target("empty").hidden = shown.length > 0;
    replaceKeepingFocus(this.target("tiles"), () =>
      shown.map((site) => this.#tile(site)),
    );
    this.#tiles.evictUnused();
    const all = totals(this.sites);
    this.target("summary").textContent = summaryTexts(all).join(" · ");
    const help = this.target("help");
    help.hidden = all.help === 0;
    help.textContent = t("{count} điểm cầu gọi hỗ trợ", { count: all.help });
    document.dispatchEvent(new CustomEvent("dashboard-drawn"));
  }

  /** @param {Site} site */
  #tile(site) {
    const status = siteStatus(site);
    const shown = [siteName(site), status, statusText(site), attendanceText(site)];
    return this.#tiles.get(String(site.id), shown, () =>
      el(
        "button",
        {
          class: "site-tile",
          type: "button",
          "data-site": site.id,
          "data-focus": `site:${site.id}`,
          "data-status": status,
          onclick: () => new SiteDialog(this, site.id).open(),
        },
        el("span", { class: "site-name" }, siteName(site)),
        el(
          "span",
          { class: "site-line" },
          el("span", { class: "site-state" }, statusText(site)),
          el("span", { class: "site-people" }, attendanceText(site)),
        ),
      ),
    );
  }
}
