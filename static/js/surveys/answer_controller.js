/** Form of an answer: keeps what is entered, sends it once, also later. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { setBusy } from "../base/dom.js";
import { newIdempotencyKey } from "../base/idempotency_key.js";
import { t } from "../base/i18n.js";
import { countAnswered, fillFields, readFields, showAsked } from "./answer_fields.js";
import { AnswerStore } from "./answer_store.js";
import { findProof } from "./proof.js";

/** @typedef {import("../base/api.js").ApiError} ApiError */

/** Without network the answer is tried again so often, in ms. */
const RETRY_MS = 10_000;
const CODE_FIELD = "invitation_code";

/** @extends {Controller<unknown>} */
export class SurveyAnswerController extends Controller {
  #isSending = false;
  #isSent = false;
  #retryKey = newIdempotencyKey();
  #timer = 0;

  /**
   * @param {HTMLElement} element
   * @param {unknown} context
   */
  constructor(element, context) {
    super(element, context);
    this.form = /** @type {HTMLFormElement} */ (element);
    this.code = this.form.dataset.code ?? "";
    this.bits = Number(this.form.dataset.bits);
    this.store = new AnswerStore(this.code);
  }

  /** @override */
  start() {
    this.#restore();
    this.#takeInvitation();
    for (const note of this.form.querySelectorAll('[data-target="if-note"]'))
      note.remove();
    this.#show();
    this.on(this.form, "input", () => this.#keep());
    this.on(this.form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.on(globalThis, "online", () => this.#isSent && this.#send());
    if (this.#isSent) this.#send();
  }

  #restore() {
    const kept = this.store.read();
    if (!kept) return;
    this.#retryKey = kept.retryKey;
    this.#isSent = kept.isSent;
    fillFields(this.form, kept.fields);
  }

  /** The code of an invitation comes in the fragment, which no server sees. */
  #takeInvitation() {
    const code = decodeURIComponent(location.hash.slice(1));
    const field = this.form.elements.namedItem(CODE_FIELD);
    if (!code || !(field instanceof HTMLInputElement)) return;
    field.value = code;
    history.replaceState(null, "", location.pathname);
  }

  #keep() {
    this.#isSent = false;
    this.#show();
    this.#write();
  }

  /** @returns {boolean} whether the browser keeps it */
  #write() {
    return this.store.write({
      fields: readFields(this.form),
      retryKey: this.#retryKey,
      isSent: this.#isSent,
    });
  }

  #show() {
    showAsked(this.form);
    const words = t("Đã trả lời {answered} trong {all} câu.", countAnswered(this.form));
    this.target("progress").textContent = words;
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    setBusy(this.form, true);
    clearTimeout(this.#timer);
    const button = /** @type {HTMLButtonElement} */ (this.target("send"));
    button.disabled = true;
    button.textContent = t("Đang gửi…");
    try {
      await this.#post();
      this.store.forget();
      location.assign(addresses.surveysShowThanks(this.code));
    } catch (error) {
      this.#onRefused(/** @type {ApiError} */ (error));
    } finally {
      this.#isSending = false;
      setBusy(this.form, false);
      button.disabled = false;
      button.textContent = t("Gửi phiếu");
    }
  }

  /** @returns {Promise<unknown>} */
  async #post() {
    const proof = await findProof(this.code, this.#retryKey, this.bits);
    const body = { fields: readFields(this.form), retry_key: this.#retryKey, proof };
    try {
      return await post(addresses.surveysSend(this.code), body);
    } catch (error) {
      const { code, details } = /** @type {ApiError} */ (error);
      if (code !== "more_work") throw error;
      this.bits = Number(details.bits);
    }
    return this.#post();
  }

  /** @param {ApiError} error */
  #onRefused(error) {
    // No answer, or a server that is just being started again.
    if (error.status === 0 || error.status >= 500) return this.#sendLater();
    this.#isSent = false;
    this.#write();
    const faults = /** @type {Record<string, string>} */ (error.details?.faults ?? {});
    this.#showFaults(faults);
    this.#say(error.message ?? String(error));
    const [first] = Object.keys(faults);
    const place = first ? document.getElementById(first) : this.#said;
    place?.scrollIntoView({ block: "center" });
  }

  #sendLater() {
    this.#isSent = true;
    const isKept = this.#write();
    this.#say(
      isKept
        ? t("Chưa có mạng. Phiếu đã lưu trên máy này và tự gửi khi có mạng.")
        : t("Chưa có mạng. Xin giữ trang này mở: phiếu tự gửi khi có mạng."),
    );
    this.#timer = setTimeout(() => this.#send(), RETRY_MS);
  }

  /** @param {Record<string, string>} faults by question */
  #showFaults(faults) {
    for (const place of this.form.querySelectorAll("[data-fault]")) {
      const line = /** @type {HTMLElement} */ (place);
      const fault = faults[line.dataset.fault ?? ""] ?? "";
      line.textContent = fault;
      line.hidden = !fault;
      line.parentElement?.classList.toggle("survey-question--fault", Boolean(fault));
    }
  }

  get #said() {
    return /** @type {HTMLElement} */ (document.querySelector('[data-target="said"]'));
  }

  /** @param {string} words */
  #say(words) {
    this.#said.textContent = words;
    this.#said.hidden = false;
    this.#said.focus();
  }
}
