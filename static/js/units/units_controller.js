/** The administrator's list of units. */

import { showLink } from "../accounts/link_dialog.js";
import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { folded } from "../base/folded.js";
import { t } from "../base/i18n.js";
import { openPeopleDialog } from "./people_dialog.js";
import { openUnitDialog } from "./unit_dialog.js";

/** @typedef {import("./unit_dialog.js").Unit} Unit */

/** @extends {Controller<any>} */
export class UnitsController extends Controller {
  #rows = [...this.element.querySelectorAll("[data-unit]")].map((element) => {
    const row = /** @type {HTMLElement} */ (element);
    const unit = /** @type {Unit} */ (JSON.parse(row.dataset.unit ?? ""));
    const words = folded([unit.name, unit.symbol, unit.email].join(" "));
    return { row, unit, words };
  });

  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) this.#perform(button);
    });
    const search = /** @type {HTMLInputElement} */ (this.target("search"));
    this.on(search, "input", () => this.#find(folded(search.value)));
  }

  /** @param {string} wanted */
  #find(wanted) {
    for (const { row, words } of this.#rows) row.hidden = !words.includes(wanted);
    this.target("none").hidden =
      !this.#rows.length || this.#rows.some(({ row }) => !row.hidden);
  }

  /** @param {HTMLElement} button */
  async #perform(button) {
    const row = button.closest("[data-unit]");
    const unit = this.#rows.find((each) => each.row === row)?.unit ?? null;
    try {
      if (!unit) await openUnitDialog(null, this.#parents);
      else await this.#performOn(unit, button.dataset.action ?? "");
    } catch (error) {
      showError(error);
    }
  }

  get #parents() {
    return this.#rows.map(({ unit }) => unit).filter(({ is_closed }) => !is_closed);
  }

  /**
   * @param {Unit} unit
   * @param {string} action
   */
  #performOn(unit, action) {
    const free = JSON.parse(this.element.dataset.accounts ?? "[]");
    /** @type {Record<string, () => Promise<unknown>>} */
    const actions = {
      change: () => openUnitDialog(unit, this.#parents),
      people: () => openPeopleDialog(unit, free),
      link: () => this.#makeLink(unit),
      sessions: () => this.#endSessions(unit),
      close: () => this.#setClosed(unit),
    };
    return actions[action]?.();
  }

  /** @param {Unit} unit */
  async #makeLink(unit) {
    const { url } = await post(addresses.unitsMakeLink(unit.id));
    await showLink(url, {
      title: t("Liên kết của {name}", { name: unit.name }),
      text: t(
        "Xin gửi liên kết này cho người phụ trách của đơn vị. Liên kết mở được một lần, trong 30 ngày, và chỉ hiện ở đây một lần.",
      ),
    });
  }

  /** @param {Unit} unit */
  async #endSessions(unit) {
    const isSure = await confirm({
      title: t("Kết thúc mọi phiên của {name}?", { name: unit.name }),
      text: t(
        "Các máy vào bằng liên kết phải mở liên kết mới. Liên kết chưa mở cũng hết hiệu lực.",
      ),
      yes: t("Kết thúc"),
      isDestructive: true,
    });
    if (!isSure) return;
    await post(addresses.unitsEndSessions(unit.id));
    location.reload();
  }

  /** @param {Unit} unit */
  async #setClosed(unit) {
    const isSure =
      unit.is_closed ||
      (await confirm({
        title: t("Đóng {name}?", { name: unit.name }),
        text: t(
          "Đơn vị không nhận việc mới và bị đăng xuất ngay. Việc đã giao vẫn còn.",
        ),
        yes: t("Đóng đơn vị"),
        isDestructive: true,
      }));
    if (!isSure) return;
    await post(addresses.unitsClose(unit.id), { is_closed: !unit.is_closed });
    location.reload();
  }
}
