/** All sites at a glance: a tile for each, the one that needs an eye first. */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { fill, Keep } from "../base/keep.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { SiteDialog } from "./site_dialog.js";
import { SiteForm } from "./site_form.js";
import {
  peopleOf,
  sorted,
  standingOf,
  stateOf,
  summaryOf,
  titleOf,
  totals,
} from "./words.js";

/** @typedef {import("./words.js").Site} Site */
/** @typedef {import("./words.js").Sorting} Sorting */
/** @typedef {{meeting: import("../live/connection.js").LiveMeeting}} Context */

/** The server makes its board anew every 2 s. */
const EVERY_MS = 2500;
const KNOWN_MS = 50;

/** @extends {Controller<Context>} */
export class BoardController extends Controller {
  /** @type {Site[] | null} */
  sites = null;
  #keep = new Keep();
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
    this.on(document, "visibilitychange", () => this.ask());
    // A site that calls must not wait for its turn.
    this.context.meeting.watch(({ state }) => {
      if (state?.n === this.#number) return;
      this.#number = state?.n ?? 0;
      this.ask();
    });
    setInterval(() => this.ask(), EVERY_MS);
    this.ask();
  }

  /** The form lists the other sites: they must be known. */
  async #add() {
    while (!this.sites) await new Promise((resolve) => setTimeout(resolve, KNOWN_MS));
    new SiteForm(this, null).open();
  }

  /** Fetch the board, unless that is under way. */
  async ask() {
    if (this.#isAsking || document.hidden) return;
    this.#isAsking = true;
    try {
      this.sites = (await get(addresses.overviewBoard(this.meetingId))).sites;
      this.target("trouble").hidden = true;
      afterPress(this, () => this.#draw());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What was known stays; the line above says that it is old.
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
    const shown = sorted(this.sites, /** @type {Sorting} */ (sorting));
    this.target("empty").hidden = shown.length > 0;
    fill(this.target("tiles"), () => shown.map((site) => this.#tile(site)));
    this.#keep.sweep();
    const all = totals(this.sites);
    this.target("summary").textContent = summaryOf(all).join(" · ");
    const help = this.target("help");
    help.hidden = all.help === 0;
    help.textContent = t("{count} điểm cầu gọi hỗ trợ", { count: all.help });
    document.dispatchEvent(new CustomEvent("board-drawn"));
  }

  /** @param {Site} site */
  #tile(site) {
    const standing = standingOf(site);
    const shown = [titleOf(site), standing, stateOf(site), peopleOf(site)];
    return this.#keep.get(String(site.id), shown, () =>
      el(
        "button",
        {
          class: "site-tile",
          type: "button",
          "data-site": site.id,
          "data-focus": `site:${site.id}`,
          "data-standing": standing,
          onclick: () => new SiteDialog(this, site.id).open(),
        },
        el("span", { class: "site-name" }, titleOf(site)),
        el(
          "span",
          { class: "site-line" },
          el("span", { class: "site-state" }, stateOf(site)),
          el("span", { class: "site-people" }, peopleOf(site)),
        ),
      ),
    );
  }
}
