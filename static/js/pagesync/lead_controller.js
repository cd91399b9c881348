/** Who turns the pages: give the lead to a presenter, and take it back. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { showError } from "../base/error_toast.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {{id: number, name: string, position: string, unit: string,
 *   role: string}} Candidate */

const INPUT_DEBOUNCE_MS = 200;

/** @extends {Controller<{room: Room}>} */
export class LeadController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  /** @override */
  start() {
    this.on(this.target("give"), "click", () => this.#open());
    this.on(this.target("take"), "click", () => this.#give(null));
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.on(this.target("find"), "input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#searchCandidates(), INPUT_DEBOUNCE_MS);
    });
    this.context.room.watch((room) => this.#draw(room));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.target("dialog"));
  }

  get #find() {
    return /** @type {HTMLInputElement} */ (this.target("find"));
  }

  /** @param {Room} room */
  #draw(room) {
    const leader = room.state?.live.leader;
    this.element.classList.toggle("is-given", Boolean(leader));
    this.target("who").textContent = leader
      ? t("{name} đang điều khiển trang", { name: leader.name })
      : t("Chủ toạ đang điều khiển trang");
    this.target("give").hidden = Boolean(leader);
    this.target("take").hidden = !leader;
  }

  #open() {
    this.#find.value = "";
    this.#dialog.showModal();
    this.#searchCandidates();
  }

  async #searchCandidates() {
    const words = this.#find.value;
    try {
      const leaders = addresses.pagesyncFindLeaders(pageMeetingId());
      const found = await get(withQuery(leaders, { find: words }));
      if (words === this.#find.value) this.#showCandidates(found);
    } catch (error) {
      showError(error);
    }
  }

  /** @param {Candidate[]} found */
  #showCandidates(found) {
    const none = el("p", { class: "soft" }, t("Không tìm thấy đại biểu nào."));
    const rows = found.map((one) =>
      el(
        "button",
        { class: "candidate", type: "button", onclick: () => this.#give(one.id) },
        el("b", {}, one.name),
        el("span", { class: "soft small" }, describe(one)),
      ),
    );
    this.target("found").replaceChildren(...(rows.length ? rows : [none]));
  }

  /** @param {number | null} member */
  async #give(member) {
    if (this.#dialog.open) this.#dialog.close();
    const lead = addresses.pagesyncGiveLead(pageMeetingId());
    await post(lead, { member }).catch(showError);
  }
}

/** @param {Candidate} one */
function describe({ role, position, unit }) {
  const presenter = role === "presenter" ? t("Báo cáo viên") : "";
  return [presenter, position, unit].filter(Boolean).join(" · ");
}
