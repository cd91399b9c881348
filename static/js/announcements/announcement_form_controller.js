/** Form that makes announcements, and the list of those made. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { audienceLabel, audienceOf, historyOf } from "./announcement_lines.js";

/** @typedef {import("../live/messages.js").Announcement} Announcement */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** @extends {Controller<Context>} */
export class AnnouncementFormController extends Controller {
  #dialog = /** @type {HTMLDialogElement} */ (this.target("dialog"));
  #form = /** @type {HTMLFormElement} */ (this.target("form"));
  /** What the list was fetched after. */
  #known = "";

  /** @override */
  start() {
    this.on(this.target("open"), "click", () => this.#open());
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.on(this.#form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.on(this.#form, "change", () => this.#showFields());
    for (const button of this.element.querySelectorAll("[data-phrase]")) {
      this.on(button, "click", () => this.#write(button.textContent ?? ""));
    }
    this.context.meeting.watch(() => this.#update());
  }

  /** @param {string} name */
  #value(name) {
    return /** @type {HTMLInputElement} */ (this.target(name)).value;
  }

  get #isUrgent() {
    return /** @type {HTMLInputElement} */ (this.target("urgent")).checked;
  }

  get #meetingId() {
    return this.context.meeting.parts.meetingId;
  }

  #open() {
    this.#dialog.showModal();
    this.target("text").focus();
    this.#fetch();
  }

  /** @param {string} phrase */
  #write(phrase) {
    const text = /** @type {HTMLTextAreaElement} */ (this.target("text"));
    text.value = phrase;
    text.focus();
  }

  #showFields() {
    this.target("site-field").hidden = this.#value("kind") !== "site";
    this.target("role-field").hidden = this.#value("kind") !== "role";
    this.target("minutes-field").hidden = this.#isUrgent;
  }

  /** Another manager has made or withdrawn one. */
  #update() {
    const shown = this.context.meeting.state?.announcements_made ?? [];
    const count = shown.length;
    const known = shown.map(({ id }) => id).join(" ");
    this.target("open").textContent = count
      ? t("Thông báo ({count} đang hiện)", { count })
      : t("Thông báo");
    if (known === this.#known) return;
    this.#known = known;
    if (this.#dialog.open) this.#fetch();
  }

  async #send() {
    const refusal = this.target("refusal");
    const button = /** @type {HTMLButtonElement} */ (this.target("send"));
    const [kind, site, role] = ["kind", "site", "role"].map((name) =>
      this.#value(name),
    );
    refusal.hidden = true;
    button.disabled = true;
    try {
      await post(addresses.announcementsMake(this.#meetingId), {
        text: this.#value("text"),
        audience: audienceOf({ kind: kind ?? "", site: site ?? "", role: role ?? "" }),
        urgent: this.#isUrgent,
        minutes: Number(this.#value("minutes")),
      });
      this.#form.reset();
      this.#showFields();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refusal.textContent = error.message;
      refusal.hidden = false;
    } finally {
      button.disabled = false;
    }
    await this.#fetch();
  }

  async #fetch() {
    try {
      const { announcements, sites } = await get(
        addresses.announcementsMade(this.#meetingId),
      );
      afterPress(this, () => {
        this.#drawSites(sites);
        this.#drawList(announcements);
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.target("none").textContent = error.message;
      this.target("none").hidden = false;
    }
  }

  /** @param {{id: number, name: string}[]} sites */
  #drawSites(sites) {
    const select = /** @type {HTMLSelectElement} */ (this.target("site"));
    const chosen = select.value;
    select.replaceChildren(
      ...sites.map(({ id, name }) => el("option", { value: id }, name)),
    );
    if (chosen) select.value = chosen;
    const option = this.target("kind").querySelector('[value="site"]');
    if (option instanceof HTMLOptionElement) option.disabled = sites.length === 0;
  }

  /** @param {Announcement[]} announcements */
  #drawList(announcements) {
    const none = this.target("none");
    none.textContent = t("Chưa có thông báo nào.");
    none.hidden = announcements.length > 0;
    const options = this.target("role").querySelectorAll("option");
    const roles = Object.fromEntries(
      [...options].map((option) => [option.value, option.textContent ?? ""]),
    );
    this.target("list").replaceChildren(
      ...announcements.map((one) => this.#line(one, roles)),
    );
  }

  /**
   * @param {Announcement} announcement
   * @param {Record<string, string>} roles
   */
  #line(announcement, roles) {
    const { id, text, urgent, is_shown: isShown } = announcement;
    const head = [urgent && t("Khẩn"), audienceLabel(announcement, roles)];
    const withdraw = el(
      "button",
      { class: "button", type: "button", onclick: () => this.#withdraw(id) },
      t("Thu hồi"),
    );
    return el(
      "li",
      { class: isShown ? "announcing-line" : "announcing-line is-over" },
      el("span", {}, el("b", {}, head.filter(Boolean).join(" · ")), `: ${text}`),
      el("span", { class: "soft small" }, historyOf(announcement)),
      isShown && withdraw,
    );
  }

  /** @param {number} id */
  async #withdraw(id) {
    try {
      await post(addresses.announcementsWithdraw(this.#meetingId, id));
    } catch (error) {
      showError(error);
    }
    await this.#fetch();
  }
}
