/** Who has spoken, by unit and by person, with the time budget of each unit. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { ExportButton } from "../exports/export_button.js";
import { withQuery } from "../base/address_builder.js";
import { minutesOf } from "./labels.js";
import { budgetShare } from "./statistics.js";

/** @typedef {import("./statistics.js").SpeakingStatistics} SpeakingStatistics */
/** @typedef {import("./statistics.js").SpokenUnit} SpokenUnit */

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class StatisticsController extends Controller {
  #meetingId = this.context.meeting.parts.meetingId;
  /** @type {SpeakingStatistics} */
  #found = { people: [], more: 0, units: [] };
  #known = "";

  /** @override */
  start() {
    this.on(this.#shown, "change", () => this.#refresh());
    this.context.meeting.watch(({ state, link }) => {
      const speaking = state?.floor?.speaking?.request_id ?? null;
      const known = JSON.stringify([speaking, link === "live"]);
      if (known === this.#known) return;
      this.#known = known;
      this.#refresh();
    });
    this.#startExport();
  }

  get #shown() {
    return /** @type {HTMLSelectElement} */ (this.target("shown"));
  }

  #startExport() {
    const make = this.target("make");
    const file = /** @type {HTMLAnchorElement} */ (this.target("xlsx"));
    file.href = withQuery(addresses.speakingTakeExport(this.#meetingId), {
      kind: "xlsx",
    });
    const state = () => addresses.speakingExportState(this.#meetingId);
    const labels = {
      start: t("Xuất bảng XLSX"),
      running: () => t("Đang xuất bảng…"),
      failed: t("Chưa xuất được, thử lại"),
      again: t("Xuất lại bảng XLSX"),
    };
    const button = new ExportButton(make, [file], state, labels, {
      isRepeatable: true,
    });
    const begin = addresses.speakingBeginExport(this.#meetingId);
    this.on(make, "click", () => button.begin(begin));
    button.refresh();
  }

  async #refresh() {
    try {
      const shown = this.#shown.value;
      const url = addresses.speakingStatistics(this.#meetingId);
      const found = await get(withQuery(url, { shown }));
      // Another choice was made meanwhile.
      if (shown !== this.#shown.value) return;
      this.#found = found;
      this.target("trouble").hidden = true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.target("trouble").hidden = false;
      this.target("trouble").textContent = error.message;
      return;
    }
    afterPress(this, () => {
      this.#drawUnits();
      this.#drawPeople();
    });
  }

  #drawUnits() {
    // A budget that is being typed is not taken away.
    if (this.target("units").contains(document.activeElement)) return;
    this.target("units").replaceChildren(
      ...this.#found.units.map((unit) => this.#unitRow(unit)),
    );
  }

  /** @param {SpokenUnit} unit */
  #unitRow(unit) {
    const name = unit.unit || t("Không ghi đơn vị");
    const share = budgetShare(unit);
    const budget = el("input", {
      type: "number",
      min: 0,
      max: 600,
      inputmode: "numeric",
      class: "floor-budget",
      value: unit.budget_seconds ? `${Math.round(unit.budget_seconds / 60)}` : "",
      "aria-label": t("Số phút dành cho {unit}", { unit: name }),
      onchange: () => this.#setBudget(unit, budget),
    });
    const isOver = share !== null && share > 100;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      el("td", {}, `${unit.spoken} / ${unit.people}`),
      el("td", {}, `${unit.times}`),
      el("td", {}, `${minutesOf(unit.seconds)}`),
      el("td", {}, budget),
      el(
        "td",
        {},
        share === null
          ? ""
          : el("span", { class: isOver ? "tag tag--warn" : "tag" }, `${share}%`),
      ),
    );
  }

  /**
   * @param {SpokenUnit} unit
   * @param {HTMLInputElement} input
   */
  async #setBudget({ unit }, input) {
    if (!input.reportValidity()) return;
    const seconds = 60 * (Number(input.value) || 0);
    try {
      await post(addresses.speakingSetBudget(this.#meetingId), { unit, seconds });
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
  }

  #drawPeople() {
    const { people, more } = this.#found;
    const rows = people.map(({ name, position, unit, times, seconds }) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, name),
        el("td", {}, [position, unit].filter(Boolean).join(" · ")),
        el("td", {}, `${times}`),
        el("td", {}, `${minutesOf(seconds)}`),
      ),
    );
    this.target("people").replaceChildren(...rows);
    this.target("more").hidden = more <= 0;
    this.target("more").textContent = t("Còn {count} người nữa, xem trong bảng xuất.", {
      count: more,
    });
    this.target("nobody").hidden = people.length > 0;
  }
}
