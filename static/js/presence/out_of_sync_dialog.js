/** Dialog with the tablets that do not show the live page, updated while open. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { t } from "../base/i18n.js";
import { drawOutOfSync, updateAges } from "./out_of_sync_list.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {(name: string) => HTMLElement} Target */

/** Changes are gathered for so long, in milliseconds. */
const CHECK_INTERVAL_MS = 2000;
/** Refetched at least at this interval. */
const MAX_AGE_MS = 15_000;

export class OutOfSyncDialog {
  /** @type {{id: number, name: string} | null} */
  #site = null;
  #fetchedAt = 0;
  #isOld = false;
  #isFetching = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Target} target
   * @param {LiveMeeting} meeting
   */
  constructor(dialog, target, meeting) {
    this.dialog = dialog;
    this.target = target;
    this.meeting = meeting;
    target("close").addEventListener("click", () => dialog.close());
    target("back").addEventListener("click", () => this.#enter(null));
    target("again").addEventListener("click", () => this.#fetch());
    dialog.addEventListener("close", () => clearInterval(this.#clock));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  open() {
    this.dialog.showModal();
    this.#clock = setInterval(() => this.#tick(), CHECK_INTERVAL_MS);
    this.#enter(null);
  }

  /** @param {{id: number, name: string} | null} site null: all */
  #enter(site) {
    this.#site = site;
    this.target("above").hidden = !site;
    this.target("what").textContent = site?.name ?? "";
    const loading = document.createElement("p");
    loading.className = "status-list-empty";
    loading.textContent = t("Đang tải danh sách…");
    this.target("list").replaceChildren(loading);
    if (site) this.target("back").focus();
    this.#fetch();
  }

  /** The counts have changed: what is listed may be old. */
  changed() {
    this.#isOld = true;
  }

  #tick() {
    const age = performance.now() - this.#fetchedAt;
    if (this.meeting.link === "lost") {
      this.#isOld = true;
      this.#say(t("Mất liên lạc với máy chủ."));
    } else if (this.#isOld || age > MAX_AGE_MS) this.#fetch();
    else updateAges(this.target("list"), age / 1000);
  }

  async #fetch() {
    if (!this.dialog.open || this.#isFetching) return;
    this.#isFetching = true;
    this.#isOld = false;
    const site = this.#site;
    try {
      const url = addresses.presenceListTabletsOutOfSync(this.meeting.parts.meetingId);
      const outOfSync = await get(site ? withQuery(url, { site: site.id }) : url);
      this.#fetchedAt = performance.now();
      if (site === this.#site) this.#draw(outOfSync);
      this.#say("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#say(error.message);
    } finally {
      this.#isFetching = false;
    }
    if (site !== this.#site) this.#fetch();
  }

  /** @param {import("./labels.js").OutOfSyncList} outOfSync */
  #draw(outOfSync) {
    const list = this.target("list");
    const focused = document.activeElement;
    const kept = focused instanceof HTMLElement ? focused.dataset.site : undefined;
    const drawn = drawOutOfSync(outOfSync, {
      title: (id) =>
        this.meeting.state?.documents.find((paper) => paper.id === id)?.title ?? "",
      isOneSite: this.#site !== null,
      openSite: (id, name) => this.#enter({ id, name }),
    });
    list.replaceChildren(...drawn);
    const again = kept && list.querySelector(`[data-site="${kept}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** @param {string} trouble nothing: all is well */
  #say(trouble) {
    this.target("trouble").hidden = !trouble;
    this.target("trouble-text").textContent = trouble;
  }
}
