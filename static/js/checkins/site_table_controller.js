/** Attendance by site; the first row is the total. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./attendance_figures.js").AttendanceFigures} AttendanceFigures */
/** @typedef {import("./attendance_figures.js").Count} Count */

/** @extends {Controller<{figures: AttendanceFigures}>} */
export class SiteTableController extends Controller {
  #drawnSignature = "";

  /** @override */
  start() {
    this.on(this.context.figures, "changed", () => this.#draw());
  }

  #draw() {
    const { roll } = this.context.figures;
    const signature = JSON.stringify([roll?.sites, roll?.total]);
    if (!roll || signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    const heads = [
      t("Điểm cầu"),
      t("Triệu tập"),
      t("Có mặt"),
      t("Trực tiếp"),
      t("Trực tuyến"),
      t("Đã ra"),
      t("Vắng có lý do"),
      t("Chưa điểm danh"),
    ];
    this.target("table").replaceChildren(
      el(
        "table",
        { class: "table roll-table" },
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", {}, head)))),
        el(
          "tbody",
          {},
          row(t("Toàn hội nghị"), roll.total),
          ...roll.sites.map((site) =>
            row(site.name || t("Không thuộc điểm cầu"), site),
          ),
        ),
      ),
    );
  }
}

/**
 * @param {string} name
 * @param {Count} count
 */
function row(name, { summoned, in_person, online, left, absent, unconfirmed }) {
  const present = in_person + online;
  const cells = [summoned, present, in_person, online, left, absent, unconfirmed];
  return el(
    "tr",
    {},
    el("td", {}, name),
    ...cells.map((cell) => el("td", {}, String(cell))),
  );
}

/** @extends {Controller<{figures: AttendanceFigures}>} */
export class StaleController extends Controller {
  /** @override */
  start() {
    const { figures } = this.context;
    this.on(figures, "changed", () => {
      this.element.hidden = !figures.isStale;
    });
  }
}
