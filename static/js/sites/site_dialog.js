/** One site, large: how it stands, who is there, and what may be done. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { factsOf } from "./facts.js";
import { peopleList } from "./people_list.js";
import { SiteForm } from "./site_form.js";
import { titleOf } from "./words.js";

/** @typedef {import("./words.js").Site} Site */
/**
 * @typedef {{meetingId: number, sites: Site[] | null, element: HTMLElement,
 *   site: (id: number) => Site | undefined, ask: () => Promise<void>}} Board
 */

export class SiteDialog {
  /**
   * @param {Board} board
   * @param {number} id
   */
  constructor(board, id) {
    this.board = board;
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
    document.addEventListener("board-drawn", redraw);
    this.dialog.addEventListener("close", () => {
      document.removeEventListener("board-drawn", redraw);
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
    return this.board.site(this.id);
  }

  #draw() {
    const site = this.#site;
    if (!site) return this.dialog.close();
    this.title.textContent = titleOf(site);
    this.facts.replaceChildren(factsOf(site), this.#deeds(site));
  }

  async #fetch() {
    try {
      const url = addresses.overviewPeople(this.board.meetingId, this.id);
      const { rows, more } = await get(url);
      this.people.replaceChildren(...peopleList(rows, more));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.people.replaceChildren(el("p", { class: "soft" }, error.message));
    }
  }

  /** @param {Site} site */
  #deeds(site) {
    const { meetingId } = this.board;
    const mayChange = site.id !== 0 && "prepares" in this.board.element.dataset;
    const button = (/** @type {string} */ label, /** @type {() => void} */ press) =>
      el("button", { class: "button", type: "button", onclick: press }, label);
    return el(
      "div",
      { class: "row site-deeds" },
      site.help_at &&
        button(t("Đã hỗ trợ xong"), () =>
          this.#do(addresses.overviewHelped(meetingId, site.id)),
        ),
      mayChange && button(t("Sửa điểm cầu"), () => this.#edit(site)),
      mayChange && button(t("Xoá điểm cầu"), () => this.#remove(site)),
    );
  }

  /** @param {import("../base/address.js").PostAddress} url */
  async #do(url) {
    try {
      await post(url);
      await this.board.ask();
    } catch (error) {
      sayError(error);
    }
  }

  /** @param {Site} site */
  #edit(site) {
    this.dialog.close();
    new SiteForm(this.board, site).open();
  }

  /** @param {Site} site */
  async #remove(site) {
    const isSure = await confirm({
      title: t("Xoá điểm cầu này?"),
      text: t("“{name}” rời khỏi danh sách điểm cầu.", { name: titleOf(site) }),
      yes: t("Xoá điểm cầu"),
      isGrave: true,
    });
    if (!isSure) return;
    await this.#do(addresses.overviewRemoveSite(this.board.meetingId, site.id));
  }
}
