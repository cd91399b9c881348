/** The list of tasks, one task, and who follows all. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { openActDialog } from "./act_dialog.js";
import { openTaskDialog } from "./task_dialog.js";

/** @extends {Controller<any>} */
export class TasksController extends Controller {
  /** @override */
  start() {
    const add = this.element.querySelector('[data-action="add"]');
    if (add) this.on(add, "click", () => this.#add());
  }

  #add() {
    const { units = "[]", sources = "[]", anySource } = this.element.dataset;
    openTaskDialog({
      units: JSON.parse(units),
      sources: JSON.parse(sources),
      mayBeWithoutSource: Boolean(anySource),
    });
  }
}

/** @extends {Controller<any>} */
export class TaskController extends Controller {
  /** @override */
  start() {
    for (const button of this.element.querySelectorAll("[data-act]"))
      this.on(button, "click", () => this.#act(/** @type {HTMLElement} */ (button)));
    const change = this.element.querySelector('[data-action="change"]');
    if (change) this.on(change, "click", () => this.#change());
  }

  /** @param {HTMLElement} button */
  #act({ dataset, textContent }) {
    const { task, revision, asked = "" } = this.element.dataset;
    openActDialog({
      act: dataset.act ?? "",
      label: textContent?.trim() ?? "",
      needsWords: Boolean(dataset.words),
      hasDate: Boolean(dataset.date),
      hasFiles: Boolean(dataset.files),
      task: Number(task),
      revision: Number(revision),
      asked: dataset.act === "grant_extension" ? asked : "",
    });
  }

  #change() {
    const { task, revision, details = "{}", units = "[]" } = this.element.dataset;
    openTaskDialog({
      units: JSON.parse(units),
      sources: [],
      mayBeWithoutSource: false,
      task: {
        id: Number(task),
        revision: Number(revision),
        details: JSON.parse(details),
      },
    });
  }
}

/** @extends {Controller<any>} */
export class SupervisorsController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#set(target);
    });
  }

  /** @param {HTMLInputElement} box */
  async #set(box) {
    try {
      const is_supervisor = box.checked;
      await post(addresses.tasksChangeSupervisor(box.value), { is_supervisor });
      toast(t("Đã lưu."));
    } catch (error) {
      box.checked = !box.checked;
      showError(error);
    }
  }
}
