/** Select tablets and send commands to them. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { commandLabel } from "./labels.js";

/** What others notice is asked for first. */
const CONFIRMED_COMMANDS = new Set(["reload", "lock", "sign_out", "open"]);

/** @extends {Controller<import("./fleet_controller.js").Context>} */
export class CommandsController extends Controller {
  /** @override */
  start() {
    this.on(document, "picked", () => this.#draw());
    this.on(document, "change", () => this.#draw());
    this.on(this.target("pick"), "change", () => this.#pickAll());
    this.on(this.element, "click", (event) => {
      const command = event.target.closest("[data-action]")?.dataset.action;
      if (command) this.#sendCommand(command);
    });
    this.#draw();
  }

  /** @returns {import("./tablet_row.js").TabletRow[]} */
  get #shown() {
    return [...this.context.lines.values()].filter(({ element }) => !element.hidden);
  }

  /** @returns {number[]} */
  get #picked() {
    return this.#shown.filter(({ pick }) => pick.checked).map((line) => line.tablet.id);
  }

  #pickAll() {
    const all = /** @type {HTMLInputElement} */ (this.target("pick"));
    for (const { pick } of this.#shown) pick.checked = all.checked;
    this.#draw();
  }

  #draw() {
    const count = this.#picked.length;
    const all = /** @type {HTMLInputElement} */ (this.target("pick"));
    all.checked = count > 0 && count === this.#shown.length;
    all.indeterminate = count > 0 && !all.checked;
    this.target("picked").textContent = count
      ? t("Đã chọn {count}", { count })
      : t("Chọn tất cả");
    for (const button of this.element.querySelectorAll("button")) {
      button.disabled = count === 0;
    }
  }

  /** @param {string} command */
  async #sendCommand(command) {
    const tablets = this.#picked;
    const isSure =
      !CONFIRMED_COMMANDS.has(command) || (await this.#isSure(command, tablets.length));
    if (!isSure) return;
    const target = command === "open" ? { meeting: Number(this.#meeting) } : {};
    try {
      const { sent: count } = await post(
        addresses.fleetCommand(this.context.meetingId),
        {
          command,
          tablets,
          ...target,
        },
      );
      toast(t("Đã gửi tới {count} máy", { count }));
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
    this.context.fleet.refreshSoon();
  }

  get #meeting() {
    return /** @type {HTMLSelectElement} */ (this.target("meeting")).value;
  }

  /**
   * @param {string} command
   * @param {number} count
   */
  #isSure(command, count) {
    return confirm({
      title: t("{action} {count} máy?", { action: commandLabel(command), count }),
      text:
        command === "sign_out"
          ? t("Đại biểu đang dùng các máy này phải đưa thẻ để vào lại.")
          : t("Đại biểu đang dùng các máy này sẽ thấy ngay."),
      yes: commandLabel(command),
      isDestructive: command === "sign_out",
    });
  }
}
