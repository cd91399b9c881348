/** The record of a closed consultation: made by the worker, then taken. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<{meetingId: number}>} */
export class ConsultationRecordController extends Controller {
  /** @override */
  start() {
    const make = this.target("make");
    const links = [this.target("pdf"), this.target("docx")];
    const record = new ExportButton(
      make,
      links,
      () => addresses.consultationsRecordState(...this.#path),
      {
        start: t("Tạo biên bản"),
        running: () => t("Đang tạo biên bản…"),
        failed: t("Chưa tạo được biên bản. Thử lại"),
        again: t("Tạo lại biên bản"),
      },
      { isRepeatable: true, onDraw: (found) => this.#draw(found.refusal) },
    );
    this.on(make, "click", () =>
      record.begin(addresses.consultationsBeginRecord(...this.#path)),
    );
    this.on(this.target("family"), "change", () => record.refresh());
    record.refresh();
  }

  /** @returns {[number, number, string]} what names the record in addresses */
  get #path() {
    const family = /** @type {HTMLSelectElement} */ (this.target("family"));
    const id = Number(this.element.dataset.consultation);
    return [this.context.meetingId, id, family.value];
  }

  /** @param {string} refusal */
  #draw(refusal) {
    const file = addresses.consultationsTakeRecord(...this.#path);
    for (const kind of ["pdf", "docx"]) {
      this.target(kind).setAttribute("href", withQuery(file, { kind }));
    }
    this.target("refusal").textContent = refusal;
    this.target("refusal").hidden = !refusal;
  }
}
