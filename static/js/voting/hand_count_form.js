/** Form for the hands that tellers have counted, site by site. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { panelHead } from "../base/panel_parts.js";
import { toast } from "../base/toast.js";
import { isEntered, siteCheck, totalCounts } from "./count_values.js";
import { numberInput, readNumber } from "./panel_parts.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").HandCount} HandCount */

export class HandCountForm {
  /** Being entered, by site: not drawn over by what others enter. */
  #typed = new Map();
  #signature = "";

  /**
   * @param {import("../meetings/workspace.js").Workspace} workspace
   * @param {import("./requests.js").VoteRequests} requests
   * @param {Vote} vote
   */
  constructor(workspace, requests, vote) {
    this.workspace = workspace;
    this.requests = requests;
    this.vote = vote;
    this.key = `hands:${vote.id}`;
    this.list = el("ul", { class: "vote-cards" });
    this.total = el("p", { role: "status", class: "notice" });
    this.element = el(
      "section",
      { class: "stack panel-form" },
      panelHead(workspace.panel, t("Kết quả đếm: {title}", { title: vote.title })),
      this.total,
      this.list,
    );
    this.#draw();
  }

  isDirty() {
    return this.#typed.size > 0;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  update(state) {
    const now = (state.votes ?? []).find(({ id }) => id === this.vote.id);
    if (!now) return;
    this.vote = now;
    this.#draw();
  }

  get #sites() {
    return this.vote.hand_counts ?? [];
  }

  #draw() {
    const signature = JSON.stringify(this.#sites);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#drawTotal();
    const nobody = t(
      "Khi mở chưa có ai được điểm danh có mặt, nên chưa nhập được kết quả đếm.",
    );
    const rows = this.#sites.map((site) => this.#site(site));
    this.list.replaceChildren(...(rows.length ? rows : [el("li", {}, nobody)]));
  }

  #drawTotal() {
    const total = totalCounts(this.#sites);
    const sums = this.vote.options.map(
      ({ id, label }) => `${label}: ${total[id] ?? 0}`,
    );
    const left = this.#sites.filter((site) => !isEntered(site)).length;
    const rest = left ? t("Còn {left} điểm cầu chưa nhập.", { left }) : "";
    this.total.textContent = [t("Tổng"), sums.join(" · "), rest]
      .filter(Boolean)
      .join(" – ");
  }

  /** @param {HandCount} site */
  #site(site) {
    const counts = { ...site.counts, ...this.#typed.get(site.site_id ?? 0) };
    const check = el("p", { class: "small", role: "status" });
    const showCheck = () => {
      const isOneEach = this.vote.form === "one";
      const { text, isGood } = siteCheck(counts, site.present, isOneEach);
      check.textContent = text;
      check.dataset.good = isGood ? "yes" : "no";
    };
    showCheck();
    const name = site.site_name || t("Không thuộc điểm cầu");
    const by = t("Đã nhập: {name}", { name: site.entered_by });
    return el(
      "li",
      { class: "vote-card" },
      el("h3", {}, name),
      ...this.#inputs(site, counts, showCheck),
      check,
      isEntered(site) && el("p", { class: "soft small" }, by),
      el(
        "button",
        { class: "button", type: "button", onclick: () => this.#save(site, counts) },
        t("Lưu kết quả của {name}", { name }),
      ),
    );
  }

  /**
   * @param {HandCount} site
   * @param {Record<string, number>} counts changed by what is typed
   * @param {() => void} onInput
   */
  #inputs({ site_id }, counts, onInput) {
    return this.vote.options.map(({ id, label }) => {
      const input = numberInput(counts[id] ?? 0, () => {
        counts[id] = readNumber(input);
        this.#typed.set(site_id ?? 0, counts);
        onInput();
      });
      return el("label", { class: "vote-number-field" }, el("span", {}, label), input);
    });
  }

  /**
   * @param {HandCount} site
   * @param {Record<string, number>} counts
   */
  async #save({ site_id }, counts) {
    const form = { site_id, counts };
    const send = () => this.requests.enterHandCount(this.vote.id, form);
    if (!(await this.workspace.perform(send))) return;
    this.#typed.delete(site_id ?? 0);
    toast(t("Đã lưu."));
  }
}
