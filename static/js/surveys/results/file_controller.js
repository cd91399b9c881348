/** A report or the data of a survey: made by the worker, then taken. */

import { withQuery } from "../../base/address_builder.js";
import * as addresses from "../../base/addresses.js";
import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";
import { ExportButton } from "../../exports/export_button.js";

/** @extends {Controller<{surveyId: number}>} */
export class SurveyFileController extends Controller {
  /** @override */
  start() {
    const make = this.target("make");
    const links = /** @type {HTMLElement[]} */ ([
      ...this.element.querySelectorAll("[data-kind]"),
    ]);
    const file = new ExportButton(
      make,
      links,
      () => addresses.surveyResultsFileState(...this.#path),
      {
        start: make.textContent?.trim() ?? "",
        running: () => t("Đang tạo tệp…"),
        failed: t("Chưa tạo được tệp. Thử lại"),
        again: t("Tạo lại"),
      },
      { isRepeatable: true, onDraw: (found) => this.#draw(links, found.refusal) },
    );
    this.on(make, "click", () =>
      file.begin(addresses.surveyResultsBeginFile(...this.#path)),
    );
    const name = this.element.querySelector('[data-target="name"]');
    if (name) this.on(name, "change", () => file.refresh());
    file.refresh();
  }

  /** @returns {[number, string]} what names the file in addresses */
  get #path() {
    const chosen = this.element.querySelector('[data-target="name"]');
    const name =
      chosen instanceof HTMLSelectElement ? chosen.value : this.element.dataset.name;
    return [this.context.surveyId, name ?? ""];
  }

  /**
   * @param {HTMLElement[]} links
   * @param {string} refusal
   */
  #draw(links, refusal) {
    const file = addresses.surveyResultsTakeFile(...this.#path);
    for (const link of links) {
      link.setAttribute("href", withQuery(file, { kind: link.dataset.kind ?? "" }));
    }
    this.target("refusal").textContent = refusal;
    this.target("refusal").hidden = !refusal;
  }
}
