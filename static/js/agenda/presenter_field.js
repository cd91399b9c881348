/** Field for the presenter: a member found by name, or free text. */

import { withQuery } from "../base/address_builder.js";
import { get } from "../base/api.js";
import { el } from "../base/dom.js";
import { field, show } from "../base/fields.js";
import { t } from "../base/i18n.js";

/** Ask only once the typing rests, in milliseconds. */
const INPUT_DEBOUNCE_MS = 250;

/** @typedef {{id: number | null, name: string}} Presenter */

export class PresenterField {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../base/address_builder.js").GetAddress} url where names are looked up
   * @param {(presenter: Presenter) => void} onChange
   */
  constructor(url, onChange) {
    this.url = url;
    this.onChange = onChange;
    this.input = el("input", {
      type: "text",
      maxlength: 200,
      autocomplete: "off",
      oninput: () => this.#onInput(),
    });
    this.hint = el("span", { class: "hint", role: "status" });
    this.results = el("ul", { class: "found" });
    this.element = field(t("Người trình bày"), this.input);
    this.element.append(this.results, this.hint);
  }

  /** @param {Presenter} presenter */
  show({ id, name }) {
    show(this.input, name);
    this.hint.textContent =
      id === null
        ? t("Gõ tên để chọn trong danh sách đại biểu, hoặc nhập tên bất kỳ.")
        : t("Đã chọn trong danh sách đại biểu của hội nghị.");
  }

  #onInput() {
    const name = this.input.value;
    this.onChange({ id: null, name });
    this.show({ id: null, name });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(name), INPUT_DEBOUNCE_MS);
  }

  /** @param {string} name */
  async #search(name) {
    const url = withQuery(this.url, { find: name });
    // No match is no error: the name stays as typed.
    const results = name.trim() ? await get(url).catch(() => []) : [];
    if (this.input.value !== name) return;
    this.results.replaceChildren(
      ...results.map((/** @type {{id: number, name: string, unit: string}} */ member) =>
        el(
          "li",
          {},
          el(
            "button",
            { class: "button", type: "button", onclick: () => this.#select(member) },
            member.unit ? `${member.name} – ${member.unit}` : member.name,
          ),
        ),
      ),
    );
  }

  /** @param {Presenter} member */
  #select({ id, name }) {
    this.results.replaceChildren();
    this.onChange({ id, name });
    this.show({ id, name });
    this.input.focus();
  }
}
