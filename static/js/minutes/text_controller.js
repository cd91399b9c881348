/** The text with its toolbar, the state of the connection, and who else writes. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { commands, isOn } from "./commands.js";
import { stateLabel, stateTone } from "./labels.js";

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class TextController extends Controller {
  /** @override */
  start() {
    const { page } = this.context;
    this.on(page, "link", () => this.#drawLink());
    this.on(page, "status", () => this.#drawState());
    this.on(page, "text", () => this.#drawToolbar());
    for (const button of this.#buttons()) {
      // The text keeps the cursor while a button is pressed.
      this.on(button, "mousedown", (event) => event.preventDefault());
      this.on(button, "click", () => this.#run(button.dataset.command ?? ""));
    }
    this.on(window, "online", () => page.sync.askNow());
    this.on(window, "pagehide", () => page.sync.leave());
    this.on(this.target("discard"), "click", () => this.#discard());
    page.start(this.target("text")).catch(showError);
  }

  /** @returns {HTMLButtonElement[]} */
  #buttons() {
    return [...this.element.querySelectorAll("[data-command]")].filter(
      (button) => button instanceof HTMLButtonElement,
    );
  }

  /** @param {string} name */
  #run(name) {
    const { view } = this.context.page;
    if (!view?.editable) return;
    commands[name]?.(view.state, view.dispatch, view);
    view.focus();
  }

  #drawToolbar() {
    const { view } = this.context.page;
    if (!view) return;
    for (const button of this.#buttons()) {
      const name = button.dataset.command ?? "";
      button.disabled = !view.editable || !commands[name]?.(view.state);
      if (button.hasAttribute("aria-pressed")) {
        button.setAttribute("aria-pressed", String(isOn(name, view.state)));
      }
    }
    this.#drawEmpty();
  }

  #drawEmpty() {
    const { page } = this.context;
    const { status } = page;
    const isEmpty = page.sync.last === 0 && page.sync.unsent.isEmpty;
    const isWaiting = isEmpty && status?.draft_state === "waiting";
    this.target("drafting").hidden = !isWaiting;
    this.target("undrafted").hidden = !(isEmpty && status?.draft_state === "failed");
    this.target("paper").classList.toggle("minutes-paper--waiting", isWaiting);
    this.target("paper").inert = isWaiting;
  }

  #drawLink() {
    const { sync } = this.context.page;
    const line = this.target("link");
    line.textContent = this.#linkText();
    line.className = `minutes-link minutes-link--${sync.link}`;
    this.target("offline").hidden = sync.link !== "offline" || !sync.unsent.isKept;
    this.target("unkept").hidden = sync.link !== "offline" || sync.unsent.isKept;
    this.target("refused").hidden = sync.link !== "refused";
    this.target("refusal").textContent = sync.refusal;
    const names = sync.editors.map(({ name }) => name);
    const others = this.target("others");
    others.hidden = names.length === 0;
    others.textContent = t("Cùng soạn: {names}", { names: names.join(", ") });
    this.#drawState();
  }

  #linkText() {
    const { page } = this.context;
    if (!page.isWriter && page.sync.link !== "offline") return "";
    if (page.sync.link === "saved" && !page.isEditable) return "";
    const texts = {
      starting: t("Đang tải biên bản…"),
      saved: t("Đã lưu trên máy chủ"),
      saving: t("Đang lưu…"),
      offline: t("Mất mạng"),
      refused: t("Chưa lưu được"),
    };
    return texts[page.sync.link];
  }

  #drawState() {
    const { state } = this.context.page.sync;
    const tag = this.target("state");
    if (tag.dataset.state === state) return;
    tag.dataset.state = state;
    tag.textContent = stateLabel(state);
    tag.className = stateTone(state);
    this.target("locked").hidden = state !== "finalised";
    this.target("approved").hidden = state !== "reviewed";
    const toolbar = this.element.querySelector('[role="toolbar"]');
    if (toolbar instanceof HTMLElement) toolbar.hidden = !this.context.page.isEditable;
    const toAnswer = this.element.querySelector(".minutes-to-answer");
    if (toAnswer instanceof HTMLElement) toAnswer.hidden = state !== "in_review";
    this.#drawToolbar();
  }

  #discard() {
    this.context.page.sync.discard();
    location.reload();
  }
}
