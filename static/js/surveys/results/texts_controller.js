/** Texts of a question: put into groups by hand. */

import * as addresses from "../../base/addresses.js";
import { post } from "../../base/api.js";
import { confirm } from "../../base/confirm.js";
import { Controller } from "../../base/controller.js";
import { showError } from "../../base/error_toast.js";
import { t } from "../../base/i18n.js";
import { toast } from "../../base/toast.js";
import { askName } from "./name_dialog.js";

/** @extends {Controller<{surveyId: number}>} */
export class SurveyTextsController extends Controller {
  /** @override */
  start() {
    const add = /** @type {HTMLFormElement} */ (this.target("add"));
    this.on(add, "submit", (event) => {
      event.preventDefault();
      const name = String(new FormData(add).get("name") ?? "");
      this.#run(() => post(addresses.surveyResultsAddGroup(...this.#path), { name }));
    });
    this.on(this.element, "click", (event) => this.#press(event));
    const move = this.element.querySelector('[data-target="move"]');
    if (move) this.on(move, "click", () => this.#move());
  }

  /** @returns {[number, string]} what names the question in addresses */
  get #path() {
    return [this.context.surveyId, this.element.dataset.question ?? ""];
  }

  /** @param {() => Promise<unknown>} act */
  async #run(act) {
    try {
      await act();
      location.reload();
    } catch (error) {
      showError(error);
    }
  }

  #move() {
    const boxes = this.element.querySelectorAll('input[name="text"]:checked');
    const texts = [...boxes].map((box) => box.getAttribute("value"));
    if (!texts.length) {
      toast(t("Xin đánh dấu ý kiến cần xếp trước."));
      return;
    }
    const { value } = /** @type {HTMLSelectElement} */ (this.target("move-to"));
    const body = { texts, group: value ? Number(value) : null };
    this.#run(() => post(addresses.surveyResultsMoveTexts(...this.#path), body));
  }

  /** @param {MouseEvent} event */
  async #press(event) {
    const button =
      event.target instanceof Element && event.target.closest("[data-act]");
    const line = button && button.closest("[data-group]");
    if (!(button instanceof HTMLElement) || !(line instanceof HTMLElement)) return;
    const group = Number(line.dataset.group);
    const before = line.dataset.name ?? "";
    if (button.dataset.act === "rename") await this.#rename(group, before);
    else await this.#remove(group, before);
  }

  /**
   * @param {number} group
   * @param {string} before
   */
  async #rename(group, before) {
    const name = await askName(before);
    if (!name || name === before) return;
    const address = addresses.surveyResultsRenameGroup(this.context.surveyId, group);
    await this.#run(() => post(address, { name }));
  }

  /**
   * @param {number} group
   * @param {string} name
   */
  async #remove(group, name) {
    const isSure = await confirm({
      title: t("Bỏ nhóm “{name}”?", { name }),
      text: t("Các ý kiến vẫn còn, chỉ không thuộc nhóm nào nữa."),
      yes: t("Bỏ nhóm"),
    });
    if (!isSure) return;
    const address = addresses.surveyResultsRemoveGroup(this.context.surveyId, group);
    await this.#run(() => post(address));
  }
}
