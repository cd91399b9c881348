/** Field for a member of the meeting, found by part of the name. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { factsOf } from "./labels.js";

/** @typedef {{id: number, name: string, position: string, unit: string, site: string, seat: string}} Member */

/** Ask only once the typing rests, in milliseconds. */
const INPUT_DEBOUNCE_MS = 250;

export class MemberField {
  /** Who was chosen. @type {Member | null} */
  member = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #results = el("ul", { class: "floor-found" });
  #hint = el("span", { class: "hint", role: "status" });

  /**
   * @param {number} meetingId
   * @param {string} label
   */
  constructor(meetingId, label) {
    this.meetingId = meetingId;
    this.input = el("input", {
      type: "search",
      maxlength: 100,
      autocomplete: "off",
      placeholder: t("Một phần tên, không cần dấu"),
      oninput: () => this.#onInput(),
    });
    this.element = field(label, this.input);
    this.element.append(this.#hint, this.#results);
  }

  clear() {
    this.input.value = "";
    this.#onInput();
  }

  /**
   * Tell whether somebody was chosen; says what to do otherwise.
   * @returns {boolean}
   */
  check() {
    if (this.member) return true;
    this.#hint.textContent = t("Xin gõ tên rồi chọn một người trong danh sách.");
    this.input.focus();
    return false;
  }

  #onInput() {
    this.member = null;
    this.#hint.textContent = "";
    clearTimeout(this.#timer);
    const words = this.input.value.trim();
    if (!words) return this.#results.replaceChildren();
    this.#timer = setTimeout(() => this.#search(words), INPUT_DEBOUNCE_MS);
  }

  /** @param {string} words */
  async #search(words) {
    try {
      const url = addresses.speakingFindPeople(this.meetingId);
      const { people } = await get(withQuery(url, { find: words }));
      if (this.input.value.trim() !== words) return;
      const none = t("Không có ai tên như vậy được phát biểu.");
      this.#hint.textContent = people.length ? "" : none;
      this.#results.replaceChildren(
        ...people.map((/** @type {Member} */ member) => this.#result(member)),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#hint.textContent = error.message;
    }
  }

  /** @param {Member} member */
  #result(member) {
    return el(
      "li",
      {},
      el(
        "button",
        { class: "candidate", type: "button", onclick: () => this.#choose(member) },
        el("b", {}, member.name),
        el("span", { class: "floor-facts" }, factsOf(member)),
      ),
    );
  }

  /** @param {Member} member */
  #choose(member) {
    this.#results.replaceChildren();
    this.input.value = member.name;
    this.member = member;
    this.#hint.textContent = factsOf(member);
    this.input.focus();
  }
}
