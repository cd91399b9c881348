/** What is held about one person: export as ZIP, and erasure after asking twice. */

import { askInDialog } from "../accounts/dialog_form.js";
import * as addresses from "../base/addresses.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { ExportButton } from "../exports/export_button.js";

/** @extends {Controller<any>} */
export class PersonController extends Controller {
  /** @override */
  start() {
    this.#startExport();
    const erase = this.element.querySelector('[data-target="erase"]');
    if (erase) this.on(erase, "click", () => this.#erase());
  }

  get #members() {
    return (this.element.dataset.members ?? "").split(" ").map(Number);
  }

  get #name() {
    return this.element.dataset.name ?? "";
  }

  #startExport() {
    const make = this.target("make");
    const notes = /** @type {HTMLInputElement} */ (this.target("notes"));
    const labels = {
      start: t("Xuất dữ liệu"),
      running: () => t("Đang xuất…"),
      failed: t("Chưa xuất được, thử lại"),
      again: t("Xuất lại dữ liệu"),
    };
    const state = () => addresses.personalDataState();
    const button = new ExportButton(make, [this.target("zip")], state, labels, {
      isRepeatable: true,
    });
    this.on(make, "click", () =>
      button.begin(addresses.personalDataBegin(), {
        members: this.#members,
        notes: notes.checked,
      }),
    );
  }

  async #erase() {
    const name = this.#name;
    const isSure = await confirm({
      title: t("Xoá dữ liệu của {name}?", { name }),
      text: t("Việc này không lấy lại được. Nên xuất dữ liệu trước khi xoá."),
      yes: t("Tiếp tục"),
      isDestructive: true,
    });
    if (!isSure) return;
    const members = this.#members;
    const answer = await askInDialog({
      title: t("Gõ lại họ tên để xoá"),
      words: [el("p", { lang: "vi" }, el("strong", {}, name))],
      label: t("Họ và tên"),
      field: { name: "name", autocomplete: "off", lang: "vi" },
      yes: t("Xoá hẳn"),
      isDestructive: true,
      address: addresses.personalDataErase(),
      extra: { members },
    });
    if (answer) location.assign(addresses.personalDataShow());
  }
}
