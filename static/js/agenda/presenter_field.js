/** Who presents: a member found by name, or anybody else as typed. */

import { withQuery } from "../base/address.js";
import { get } from "../base/api.js";
import { el } from "../base/dom.js";
import { field, show } from "../base/fields.js";
import { t } from "../base/i18n.js";

/** Ask only once the typing rests, in milliseconds. */
const REST_MS = 250;

/** @typedef {{id: number | null, name: string}} Presenter */

export class PresenterField {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../base/address.js").GetAddress} url where names are looked up
   * @param {(presenter: Presenter) => void} changed
   */
  constructor(url, changed) {
    this.url = url;
    this.changed = changed;
    this.input = el("input", {
      type: "text",
      maxlength: 200,
      autocomplete: "off",
      oninput: () => this.#typed(),
    });
    this.hint = el("span", { class: "hint", role: "status" });
    this.found = el("ul", { class: "found" });
    this.element = field(t("Người trình bày"), this.input);
    this.element.append(this.found, this.hint);
  }

  /** @param {Presenter} presenter */
  show({ id, name }) {
    show(this.input, name);
    this.hint.textContent =
      id === null
        ? t("Gõ tên để chọn trong danh sách đại biểu, hoặc nhập tên bất kỳ.")
        : t("Đã chọn trong danh sách đại biểu của hội nghị.");
  }

  #typed() {
    const name = this.input.value;
    this.changed({ id: null, name });
    this.show({ id: null, name });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(name), REST_MS);
  }

  /** @param {string} name */
  async #look(name) {
    const url = withQuery(this.url, { find: name });
    // Not finding anybody is no harm: the name stays as typed.
    const found = name.trim() ? await get(url).catch(() => []) : [];
    if (this.input.value !== name) return;
    this.found.replaceChildren(
      ...found.map((/** @type {{id: number, name: string, unit: string}} */ member) =>
        el(
          "li",
          {},
          el(
            "button",
            { class: "button", type: "button", onclick: () => this.#choose(member) },
            member.unit ? `${member.name} – ${member.unit}` : member.name,
          ),
        ),
      ),
    );
  }

  /** @param {Presenter} member */
  #choose({ id, name }) {
    this.found.replaceChildren();
    this.changed({ id, name });
    this.show({ id, name });
    this.input.focus();
  }
}
