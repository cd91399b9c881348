/** Builder of a survey: settings and questions, saved as a whole. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { readMoment } from "./moments.js";
import { QuestionList } from "./question_list.js";
import { cleaned } from "./question_values.js";

/** @extends {Controller<{surveyId: number}>} */
export class SurveyBuilderController extends Controller {
  #isChanged = false;

  /** @override */
  start() {
    const content = document.getElementById("survey-content")?.textContent ?? "{}";
    const { draft, revision } = JSON.parse(content);
    this.revision = revision;
    this.questions = draft.questions ?? [];
    const list = this.target("questions");
    this.list = new QuestionList(list, this.questions, () => this.#changed());
    this.on(this.target("add"), "click", () => this.list?.add());
    this.on(this.target("save"), "click", () => this.#save());
    this.on(this.settings, "input", () => this.#changed());
    this.on(this.settings, "submit", (event) => event.preventDefault());
    this.on(globalThis, "beforeunload", (event) => {
      if (this.#isChanged) event.preventDefault();
    });
    this.#showAccess();
  }

  get settings() {
    return /** @type {HTMLFormElement} */ (this.target("settings"));
  }

  #changed() {
    this.#isChanged = true;
    this.element.dataset.changed = "";
    this.target("state").textContent = t("Có thay đổi chưa lưu.");
    this.#showAccess();
  }

  /** The number of answers is a choice for open links only. */
  #showAccess() {
    const isLink = new FormData(this.settings).get("access") === "link";
    this.target("one-per").hidden = !isLink;
  }

  async #save() {
    try {
      const draft = this.#draft();
      const body = { draft, revision: this.revision };
      const saved = await post(addresses.surveysSave(this.context.surveyId), body);
      this.revision = saved.revision;
      this.#isChanged = false;
      delete this.element.dataset.changed;
      this.#showTitle(draft.title);
      this.target("state").textContent = t("Đã lưu.");
      toast(t("Đã lưu."));
    } catch (error) {
      showError(error);
    }
  }

  /** @param {string} title as saved */
  #showTitle(title) {
    const heading = document.querySelector("h1");
    if (heading) heading.textContent = title;
    document.title = title;
  }

  #draft() {
    const data = new FormData(this.settings);
    const text = (/** @type {string} */ name) => String(data.get(name) ?? "");
    const access = text("access");
    const site = Number(text("site_id"));
    return {
      title: text("title"),
      intro: text("intro"),
      mode: text("mode"),
      access,
      one_per: access === "link" ? text("one_per") : "invitation",
      site_id: access === "members" && site ? site : null,
      opens_at: readMoment(text("opens_at")),
      closes_at: readMoment(text("closes_at")),
      is_template: data.has("is_template"),
      classes: this.#classes(data),
      questions: this.questions.map(cleaned),
    };
  }

  /** @param {FormData} data */
  #classes(data) {
    const kinds = data.getAll("classes").map(String);
    const lines = (/** @type {string} */ kind) =>
      String(data.get(`choices.${kind}`) ?? "")
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
    return kinds.map((kind) => ({ kind, choices: [...new Set(lines(kind))] }));
  }
}
