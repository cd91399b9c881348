/** Form of an office's settings, with a preview of the header while it is edited. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { officeSettings } from "./office_form.js";

const PREVIEW_DELAY_MS = 300;

export class OfficeController extends FormController {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;

  /** @override */
  start() {
    super.start();
    this.on(this.form, "input", () => this.#previewSoon());
    this.on(this.form, "change", () => this.#previewSoon());
    this.#preview();
  }

  /** @override */
  get address() {
    return addresses.officialPapersSaveOffice(this.#family);
  }

  /** @override */
  body() {
    return { settings: this.#settings(), seen: Number(this.form.dataset.revision) };
  }

  /**
   * @override
   * @param {{revision: number}} answer
   */
  done({ revision }) {
    this.form.dataset.revision = String(revision);
    toast(t("Đã lưu. Văn bản tạo từ bây giờ theo thể thức này."));
  }

  get #family() {
    return this.form.dataset.family ?? "";
  }

  #settings() {
    const kinds = [...this.form.querySelectorAll("[data-kind]")].map(
      (one) => /** @type {HTMLElement} */ (one).dataset.kind ?? "",
    );
    return officeSettings(new FormData(this.form), kinds);
  }

  #previewSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#preview(), PREVIEW_DELAY_MS);
  }

  async #preview() {
    const asked = ++this.#asked;
    const problem = this.target("preview-error");
    const kind = String(new FormData(this.form).get("preview_kind"));
    const address = addresses.officialPapersPreview(this.#family);
    try {
      const lines = await post(address, { settings: this.#settings(), kind });
      // An older answer may come later.
      if (asked !== this.#asked) return;
      this.#show(lines);
      problem.hidden = true;
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    }
  }

  /** @param {any} lines */
  #show(lines) {
    for (const line of this.element.querySelectorAll("[data-line]")) {
      const name = /** @type {HTMLElement} */ (line).dataset.line ?? "";
      line.textContent = lines[name];
    }
    this.target("signatures").replaceChildren(...lines.signatures.map(signature));
    this.target("recipients").replaceChildren(
      el("p", { class: "paper-recipients-label" }, "Nơi nhận:"),
      ...lines.recipients.map((/** @type {string} */ line) => el("p", {}, line)),
    );
  }
}

/** @param {{authority: string[], position: string}} one */
function signature({ authority, position }) {
  return el(
    "div",
    {},
    ...authority.map((line) => el("p", { class: "paper-bold" }, line)),
    el("p", { class: "paper-position" }, position),
    el("p", { class: "paper-bold paper-name" }, "Họ và tên"),
  );
}
