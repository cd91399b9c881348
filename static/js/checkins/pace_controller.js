/** How fast it goes at each gate, and when all will be in. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t, written } from "../base/i18n.js";
import { clock } from "./words.js";

/** @typedef {import("./figures.js").GatePace} GatePace */

/** @param {GatePace} gate */
function row({ name, per_minute, median_seconds, last_at }) {
  const seconds = median_seconds === null ? "–" : written(median_seconds);
  const cells = [name, written(per_minute), seconds, clock(last_at)];
  return el("tr", {}, ...cells.map((cell) => el("td", {}, cell)));
}

/** @extends {Controller<{figures: import("./figures.js").Figures}>} */
export class PaceController extends Controller {
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
      { class: "roll-table" },
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
          time: clock(finish),
        })
      : t("Còn {count} người chưa điểm danh.", { count: total.unconfirmed });
  }
}
