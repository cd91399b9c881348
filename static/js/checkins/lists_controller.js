/** Attendance list of a site or of the whole meeting, as PDF and spreadsheet. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<{figures: import("./attendance_figures.js").AttendanceFigures, meetingId: number}>} */
export class AttendanceListController extends Controller {
  #drawnSignature = "";
  #button = new ExportButton(
    this.target("make"),
    [this.target("pdf"), this.target("xlsx")],
    () =>
      withQuery(addresses.checkinsState(this.context.meetingId), { site: this.#site }),
    {
      start: t("Tạo danh sách"),
      running: (done, total) =>
        total
          ? t("Đang tạo danh sách: {done}/{total} người", { done, total })
          : t("Đang tạo danh sách…"),
      failed: t("Chưa tạo được danh sách, thử lại"),
      again: t("Tạo lại danh sách"),
    },
    { isRepeatable: true },
  );

  /** @override */
  start() {
    this.on(this.target("make"), "click", () => {
      const site = this.#fixedSite || Number(this.#site);
      return this.#button.begin(addresses.checkinsBegin(this.context.meetingId), {
        site,
      });
    });
    if (this.#fixedSite) {
      this.#refresh();
      return;
    }
    this.on(this.context.figures, "changed", () => this.#draw());
    this.on(this.target("site"), "change", () => this.#refresh());
  }

  /** What the page itself names: "all" sites. */
  get #fixedSite() {
    return this.element.dataset.site ?? "";
  }

  get #site() {
    if (this.#fixedSite) return this.#fixedSite;
    return /** @type {HTMLSelectElement} */ (this.target("site")).value;
  }

  #draw() {
    const sites = this.context.figures.roll?.sites ?? [];
    const signature = JSON.stringify(sites.map(({ id, name }) => [id, name]));
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    this.target("site").replaceChildren(
      ...sites.map(({ id, name }) =>
        el("option", { value: String(id ?? 0) }, name || t("Không thuộc điểm cầu")),
      ),
    );
    this.#refresh();
  }

  #refresh() {
    const site = this.#site;
    if (!site) return;
    const file = addresses.checkinsTake(this.context.meetingId);
    for (const kind of ["pdf", "xlsx"]) {
      const link = /** @type {HTMLAnchorElement} */ (this.target(kind));
      link.hidden = true;
      link.href = withQuery(file, { site, kind });
    }
    this.#button.refresh();
  }
}
