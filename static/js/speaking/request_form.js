/** Form with which a delegate asks for the floor. Keeps what was entered. */

import { el } from "../base/dom.js";
import { choice, field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { documentField } from "./document_field.js";
import { KINDS, kindExplanation, kindLabel } from "./labels.js";

/** @typedef {{kind: string, topic: string, document_id: number | null}} RequestValues */
/** @typedef {import("./document_field.js").DocumentChoice} DocumentChoice */

const LONGEST_TOPIC = 200;
/** Also taken while the list is closed. */
const ALWAYS_TAKEN = ["point_of_order"];

export class RequestForm {
  /** @type {RequestValues} */
  values = { kind: "discussion", topic: "", document_id: null };
  /** @type {HTMLElement | null} */
  #documents = null;

  /**
   * Build the fields.
   * @param {boolean} isListOpen
   * @param {DocumentChoice[]} documents that may be attached to a prepared speech
   * @returns {HTMLElement[]}
   */
  fields(isListOpen, documents) {
    this.#documents = documents.length ? this.#documentField(documents) : null;
    const fields = [this.#kindField(isListOpen), this.#topicField(), this.#documents];
    return fields.filter((element) => element !== null);
  }

  /** @returns {RequestValues} what is sent */
  get request() {
    const { kind, topic, document_id } = this.values;
    const isSpeech = kind === "prepared_speech";
    return { kind, topic: topic.trim(), document_id: isSpeech ? document_id : null };
  }

  /** @param {boolean} isListOpen */
  #kindField(isListOpen) {
    const offered = isListOpen ? KINDS : ALWAYS_TAKEN;
    const choices = offered.map((value) => ({
      value,
      label: kindLabel(value),
      hint: kindExplanation(value),
    }));
    const kinds = choice(t("Hình thức"), choices, (value) => this.#choose(value));
    const { kind } = this.values;
    const chosen = offered.includes(kind) ? kind : (offered[0] ?? "");
    kinds.set(chosen);
    kinds.element.classList.add("floor-kinds");
    this.#choose(chosen);
    return kinds.element;
  }

  /** @param {string} kind */
  #choose(kind) {
    this.values.kind = kind;
    if (this.#documents) this.#documents.hidden = kind !== "prepared_speech";
  }

  #topicField() {
    const input = el("input", {
      type: "text",
      maxlength: LONGEST_TOPIC,
      autocomplete: "off",
      value: this.values.topic,
      oninput: () => {
        this.values.topic = input.value;
      },
    });
    return field(t("Nội dung muốn nói (không bắt buộc)"), input);
  }

  /** @param {DocumentChoice[]} documents */
  #documentField(documents) {
    const { element, set } = documentField(documents, (chosen) => {
      this.values.document_id = chosen;
    });
    set(this.values.document_id);
    return element;
  }
}
