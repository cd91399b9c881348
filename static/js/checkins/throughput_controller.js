/** Throughput of each gate and estimated end of check-in. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t, formatNumber } from "../base/i18n.js";
import { formatTime } from "./labels.js";

/** @typedef {import("./attendance_figures.js").GateThroughput} GateThroughput */

/** @param {GateThroughput} gate */
function row({ name, per_minute, median_seconds, last_at }) {
  const seconds = median_seconds === null ? "–" : formatNumber(median_seconds);
  const cells = [name, formatNumber(per_minute), seconds, formatTime(last_at)];
  return el("tr", {}, ...cells.map((cell) => el("td", {}, cell)));
}

/** @extends {Controller<{figures: import("./attendance_figures.js").AttendanceFigures}>} */
export class ThroughputController extends Controller {
  /** @override */
  start() {
    this.on(this.context.figures, "changed", () => this.#draw());
  }

  #draw() {
    const { roll } = this.context.figures;
    if (!roll) return;
    const { gates, finish, total } = roll;
    const heads = [t("Cửa"), t("Lượt/phút"), t("Giây/người"), t("Lượt cuối")];
    const table = el(
      "table",
      { class: "table roll-table" },
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", {}, head)))),
      el("tbody", {}, ...gates.map(row)),
    );
    this.target("gates").replaceChildren(
      gates.length
        ? el("div", { class: "roll-scroll", tabindex: 0 }, table)
        : el("p", { class: "soft" }, t("Năm phút qua chưa có ai vào.")),
    );
    this.target("finish").textContent = finish
      ? t("Còn {count} người; với nhịp này sẽ xong lúc {time}.", {
          count: total.unconfirmed,
          time: formatTime(finish),
        })
      : t("Còn {count} người chưa điểm danh.", { count: total.unconfirmed });
  }
}
