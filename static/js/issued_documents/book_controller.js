/** The book of issued documents as PDF and XLSX. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<any>} */
export class IssuedBookController extends Controller {
  /** @override */
  start() {
    const make = this.target("make");
    const labels = {
      start: t("Tạo sổ"),
      running: () => t("Đang tạo sổ…"),
      failed: t("Chưa tạo được, thử lại"),
      again: t("Tạo lại sổ"),
    };
    const button = new ExportButton(
      make,
      [this.target("pdf"), this.target("xlsx")],
      () => addresses.issuedDocumentsBookState(),
      labels,
      { isRepeatable: true },
    );
    this.on(make, "click", () =>
      button.begin(addresses.issuedDocumentsBookBegin(), {
        family: this.#value("family"),
        year: Number(this.#value("year")),
      }),
    );
  }

  /** @param {string} name */
  #value(name) {
    return /** @type {HTMLSelectElement} */ (this.target(name)).value;
  }
}
