/** Dialog of one site: status, people, actions. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { siteFacts } from "./site_facts.js";
import { peopleList } from "./people_list.js";
import { SiteForm } from "./site_form.js";
import { siteName } from "./labels.js";

/** @typedef {import("./labels.js").Site} Site */
/**
 * @typedef {{meetingId: number, sites: Site[] | null, element: HTMLElement,
 *   site: (id: number) => Site | undefined, refresh: () => Promise<void>}} Board
 */

export class SiteDialog {
  /**
   * @param {Board} dashboard
   * @param {number} id
   */
  constructor(dashboard, id) {
    this.dashboard = dashboard;
    this.id = id;
    this.facts = el("div", {});
    this.people = el("div", { class: "site-roll", tabindex: 0 });
    this.title = el("h2", {});
    this.dialog = el(
      "dialog",
      { class: "ask site-dialog", "aria-label": t("Điểm cầu") },
      el(
        "header",
        { class: "site-dialog-head" },
        this.title,
        el(
          "button",
          { class: "button", type: "button", onclick: () => this.dialog.close() },
          t("Đóng"),
        ),
      ),
      this.facts,
      this.people,
    );
    const redraw = () => this.#draw();
    document.addEventListener("dashboard-drawn", redraw);
    this.dialog.addEventListener("close", () => {
      document.removeEventListener("dashboard-drawn", redraw);
      this.dialog.remove();
    });
  }

  open() {
    document.body.append(this.dialog);
    this.#draw();
    this.dialog.showModal();
    this.#fetch();
  }

  get #site() {
    return this.dashboard.site(this.id);
  }

  #draw() {
    const site = this.#site;
    if (!site) return this.dialog.close();
    this.title.textContent = siteName(site);
    this.facts.replaceChildren(siteFacts(site), this.#actionRow(site));
  }

  async #fetch() {
    try {
      const url = addresses.siteOverviewPeople(this.dashboard.meetingId, this.id);
      const { rows, more } = await get(url);
      this.people.replaceChildren(...peopleList(rows, more));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.people.replaceChildren(el("p", { class: "soft" }, error.message));
    }
  }

  /** @param {Site} site */
  #actionRow(site) {
    const { meetingId } = this.dashboard;
    const mayChange = site.id !== 0 && "prepares" in this.dashboard.element.dataset;
    const button = (/** @type {string} */ label, /** @type {() => void} */ press) =>
      el("button", { class: "button", type: "button", onclick: press }, label);
    return el(
      "div",
      { class: "row site-actions" },
      site.help_at &&
        button(t("Đã hỗ trợ xong"), () =>
          this.#do(addresses.siteOverviewHelped(meetingId, site.id)),
        ),
      mayChange && button(t("Sửa điểm cầu"), () => this.#edit(site)),
      mayChange && button(t("Xoá điểm cầu"), () => this.#remove(site)),
    );
  }

  /** @param {import("../base/address_builder.js").PostAddress} url */
  async #do(url) {
    try {
      await post(url);
      await this.dashboard.refresh();
    } catch (error) {
      showError(error);
    }
  }

  /** @param {Site} site */
  #edit(site) {
    this.dialog.close();
    new SiteForm(this.dashboard, site).open();
  }

  /** @param {Site} site */
  async #remove(site) {
    const isSure = await confirm({
      title: t("Xoá điểm cầu này?"),
      text: t("“{name}” rời khỏi danh sách điểm cầu.", { name: siteName(site) }),
      yes: t("Xoá điểm cầu"),
      isDestructive: true,
    });
    if (!isSure) return;
    await this.#do(addresses.siteOverviewRemoveSite(this.dashboard.meetingId, site.id));
  }
}
