/** Agenda templates: save this agenda as one, use one here, remove one. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";

/**
 * @typedef {{id: number, name: string, is_shared: boolean, made_by: string,
 *   count: number, titles: string[], may_remove: boolean}} AgendaTemplate
 */
/** @typedef {{workspace: import("../meetings/workspace.js").Workspace}} Context */

/** Titles shown of each template. */
const TITLES_SHOWN = 4;

/**
 * Its targets have a prefix: it stands within the editor of the agenda.
 * @extends {Controller<Context>}
 */
export class AgendaTemplatesController extends Controller {
  #dialog = /** @type {HTMLDialogElement} */ (this.target("templates-dialog"));

  /** @override */
  start() {
    this.on(this.target("templates-open"), "click", () => {
      this.#dialog.showModal();
      this.#fetch();
    });
    this.on(this.target("templates-close"), "click", () => this.#dialog.close());
    this.on(this.target("templates-form"), "submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  get #meetingId() {
    return this.context.workspace.meetingId;
  }

  async #fetch() {
    try {
      const url = addresses.agendaTemplatesUsable(this.#meetingId);
      const { templates, may_save: maySave } = await get(url);
      this.target("templates-form").hidden = !maySave;
      this.#draw(templates);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.target("templates-none").textContent = error.message;
      this.target("templates-none").hidden = false;
    }
  }

  /** @param {AgendaTemplate[]} templates */
  #draw(templates) {
    this.target("templates-none").textContent = t("Chưa có mẫu nào.");
    this.target("templates-none").hidden = templates.length > 0;
    this.target("templates-list").replaceChildren(
      ...templates.map((one) => this.#line(one)),
    );
  }

  /** @param {AgendaTemplate} template */
  #line(template) {
    const { name, count, titles, is_shared, made_by, may_remove } = template;
    const more = titles.length > TITLES_SHOWN ? " …" : "";
    const shared = is_shared && t("dùng chung, {name} lưu", { name: made_by });
    const facts = [t("{count} nội dung", { count }), shared].filter(Boolean);
    return el(
      "li",
      { class: "agenda-templates-line" },
      el("b", {}, name),
      el("p", { class: "soft small" }, facts.join(" · ")),
      el("p", { class: "soft small" }, titles.slice(0, TITLES_SHOWN).join("; ") + more),
      el(
        "div",
        { class: "row" },
        this.#button(t("Dùng mẫu này"), "button button--primary", () =>
          this.#use(template),
        ),
        may_remove &&
          this.#button(t("Xoá mẫu"), "button", () => this.#remove(template)),
      ),
    );
  }

  /**
   * @param {string} label
   * @param {string} className
   * @param {() => void} onClick
   */
  #button(label, className, onClick) {
    return el("button", { class: className, type: "button", onclick: onClick }, label);
  }

  /** @param {AgendaTemplate} template */
  async #use({ id, count }) {
    const { workspace } = this.context;
    const seen = workspace.state?.items.length ?? 0;
    const url = addresses.agendaTemplatesUse(this.#meetingId, id);
    if (await workspace.perform(() => post(url, { seen }))) {
      this.#dialog.close();
      toast(t("Đã thêm {count} nội dung vào chương trình.", { count }));
    }
    await workspace.meeting.refresh();
  }

  /** @param {AgendaTemplate} template */
  async #remove({ id, name }) {
    const isSure = await confirm({
      title: t("Xoá mẫu “{name}”?", { name }),
      text: t("Các chương trình đã soạn từ mẫu này vẫn còn."),
      yes: t("Xoá mẫu"),
      isDestructive: true,
    });
    if (!isSure) return;
    const url = addresses.agendaTemplatesRemove(this.#meetingId, id);
    await this.context.workspace.perform(() => post(url));
    await this.#fetch();
  }

  async #save() {
    const refusal = this.target("templates-refusal");
    const name = /** @type {HTMLInputElement} */ (this.target("templates-name"));
    const shared = /** @type {HTMLInputElement} */ (this.target("templates-shared"));
    refusal.hidden = true;
    try {
      await post(addresses.agendaTemplatesSave(this.#meetingId), {
        name: name.value,
        is_shared: shared.checked,
      });
      /** @type {HTMLFormElement} */ (this.target("templates-form")).reset();
      toast(t("Đã lưu mẫu."));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refusal.textContent = error.message;
      refusal.hidden = false;
    }
    await this.#fetch();
  }
}
