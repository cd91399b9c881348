/** The sheet of one who is asked: question, documents, answer until the deadline. */

import { ApiError } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";

/** @typedef {import("./answer_source.js").Sheet} Sheet */
/** @typedef {import("./answer_source.js").MemberSource} MemberSource */
/** @typedef {import("./answer_source.js").LinkSource} LinkSource */

/** @extends {Controller<{source: MemberSource | LinkSource | null}>} */
export class ConsultationAnswerController extends Controller {
  #revision = 0;

  /** @override */
  start() {
    this.on(this.#form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.on(this.#form, "input", () => {
      this.target("done").hidden = true;
    });
    this.#open();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.target("form"));
  }

  get #source() {
    const { source } = this.context;
    if (source) return source;
    throw new ApiError(
      0,
      "no_link",
      t("Đường dẫn không đầy đủ. Xin mở lại đúng đường dẫn đã nhận, hoặc quét mã QR."),
    );
  }

  async #open() {
    try {
      this.#draw(await this.#source.read());
    } catch (error) {
      this.#say("refusal", error instanceof Error ? error.message : String(error));
    }
    this.target("waiting").hidden = true;
  }

  /** @param {Sheet} sheet */
  #draw(sheet) {
    this.target("sheet").hidden = false;
    for (const name of /** @type {const} */ (["body", "title", "name"])) {
      this.target(name).textContent = sheet[name];
    }
    document.title = sheet.title;
    const when = formatDateTime(sheet.deadline);
    this.target("deadline").textContent = t("Hạn trả lời: {when}.", { when });
    const lines = sheet.question.split("\n").filter((line) => line.trim());
    this.target("question").replaceChildren(...lines.map((line) => el("p", {}, line)));
    this.#drawDocuments(sheet);
    this.#drawAnswer(sheet);
  }

  /** @param {Sheet} sheet */
  #drawDocuments({ documents }) {
    this.target("documents").replaceChildren(
      ...documents.map(({ id, title, file_name: name }) =>
        el(
          "li",
          {},
          el(
            "button",
            { class: "button", type: "button", onclick: () => this.#take(id, name) },
            t("Tải tài liệu: {title}", { title }),
          ),
        ),
      ),
    );
    this.target("documents").hidden = !documents.length;
  }

  /** @param {Sheet} sheet */
  #drawAnswer({ is_open: isOpen, answer, text, revision, answered_at: at }) {
    this.#revision = revision;
    for (const radio of this.#form.querySelectorAll('input[name="answer"]')) {
      if (radio instanceof HTMLInputElement) radio.checked = radio.value === answer;
    }
    const words = this.#form.elements.namedItem("text");
    if (words instanceof HTMLTextAreaElement) words.value = text;
    const options = /** @type {HTMLFieldSetElement} */ (this.target("options"));
    options.disabled = !isOpen;
    this.target("send").hidden = !isOpen;
    this.target("closed").hidden = isOpen;
    if (answer) this.target("send").textContent = t("Gửi ý kiến đã sửa");
    if (at) this.#thank(at);
  }

  /** @param {string} at */
  #thank(at) {
    const when = formatDateTime(at);
    this.#say("done", t("Đã nhận ý kiến của đồng chí lúc {when}.", { when }));
  }

  async #send() {
    this.target("fault").hidden = true;
    if (!this.#form.reportValidity()) return;
    const fields = new FormData(this.#form);
    const button = /** @type {HTMLButtonElement} */ (this.target("send"));
    button.disabled = true;
    try {
      const answer = String(fields.get("answer") ?? "");
      const text = String(fields.get("text") ?? "");
      await this.#source.send({ answer, text, revision: this.#revision });
      this.#draw(await this.#source.read());
    } catch (error) {
      this.#say("fault", error instanceof Error ? error.message : String(error));
    }
    button.disabled = false;
  }

  /**
   * Download a document; a personal link is no address that a browser could open.
   * @param {number} id
   * @param {string} name
   */
  async #take(id, name) {
    const reply = await this.#source.document(id).catch(() => null);
    if (!reply?.ok) {
      const body = await reply?.json().catch(() => null);
      const words = t("Chưa tải được tài liệu. Xin thử lại.");
      showError(new ApiError(reply?.status ?? 0, "download", body?.message ?? words));
      return;
    }
    const href = URL.createObjectURL(await reply.blob());
    el("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  #say(name, words) {
    this.target(name).textContent = words;
    this.target(name).hidden = false;
  }
}
