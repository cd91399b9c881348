/** Finding people by part of the name, without marks, and writing down where they are. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";
import { stateWords } from "./words.js";

/** @typedef {import("./gatehouse.js").Gatehouse} Gatehouse */
/** @typedef {import("./exchanging.js").Exchanging} Exchanging */
/** @typedef {import("./deciding.js").Person} Person */

/** @extends {Controller<{house: Gatehouse, exchanging: Exchanging, meetingId: number}>} */
export class FinderController extends Controller {
  /** @type {Set<number>} */
  #ticked = new Set();

  /** @override */
  start() {
    this.on(this.target("words"), "input", () => this.#search());
    this.on(this.context.house, "changed", () => afterPress(this, () => this.#draw()));
    this.on(this.target("present"), "click", () => this.#markPresent());
    this.on(this.target("online"), "click", () => this.#mark("present_online"));
    this.on(this.target("absent"), "click", () => this.#markAbsent());
    this.on(this.target("unconfirmed"), "click", () => this.#mark("unconfirmed"));
  }

  get #words() {
    return /** @type {HTMLInputElement} */ (this.target("words")).value;
  }

  #search() {
    this.#ticked.clear();
    this.#draw();
  }

  #draw() {
    // A scan has emptied the field: whoever was ticked is in sight no more.
    if (!this.#words.trim()) this.#ticked.clear();
    const { found, more } = this.context.house.book.find(this.#words);
    const list = this.target("list");
    list.replaceChildren(...found.map((person) => this.#row(person)));
    const rest = this.target("rest");
    rest.hidden = !this.#words.trim() || (found.length > 0 && !more);
    rest.textContent = more
      ? t("Còn {more} người nữa, xin gõ thêm tên.", { more })
      : t("Không có ai tên như vậy trong danh sách.");
    this.target("deeds").hidden = this.#ticked.size === 0;
    this.target("count").textContent = t("Đã chọn {count} người", {
      count: this.#ticked.size,
    });
  }

  /** @param {Person} person */
  #row(person) {
    const { id, name, seat, unit } = person;
    const { house } = this.context;
    const line = house.book.line(id);
    const tick = el("input", {
      type: "checkbox",
      checked: this.#ticked.has(id),
      onchange: () => this.#tick(id),
    });
    const facts = [seat && t("Ghế {seat}", { seat }), unit].filter(Boolean).join(" · ");
    return el(
      "li",
      { class: "found" },
      el(
        "label",
        { class: "tick found-person" },
        tick,
        el(
          "span",
          {},
          el("b", {}, name),
          el("span", { class: "soft found-facts" }, facts),
          el("span", { class: "found-state" }, this.#stateOf(line)),
        ),
      ),
      el(
        "button",
        {
          class: "button",
          type: "button",
          onclick: () => house.pass({ member: id }, { method: "manual" }),
        },
        house.direction === "in" ? t("Ghi vào") : t("Ghi ra"),
      ),
    );
  }

  /** @param {import("./deciding.js").Line} line */
  #stateOf({ state, inside, reason }) {
    if (state === "present_in_person" && !inside) return t("Đã ra ngoài");
    return [stateWords(state), reason].filter(Boolean).join(": ");
  }

  /** @param {number} id */
  #tick(id) {
    if (!this.#ticked.delete(id)) this.#ticked.add(id);
    this.#draw();
  }

  async #markPresent() {
    const count = await this.context.house.passMany([...this.#ticked]);
    toast(t("Đã ghi {count} người có mặt.", { count }));
    this.#search();
  }

  async #markAbsent() {
    const field = /** @type {HTMLInputElement} */ (this.target("reason"));
    await this.#mark("absent", field.value);
    field.value = "";
  }

  /**
   * @param {string} state
   * @param {string} [reason]
   */
  async #mark(state, reason = "") {
    const { meetingId, exchanging } = this.context;
    try {
      const members = [...this.#ticked];
      await post(addresses.checkinsMark(meetingId), { members, state, reason });
      await exchanging.now();
      this.#search();
    } catch (error) {
      sayError(error);
    }
  }
}
