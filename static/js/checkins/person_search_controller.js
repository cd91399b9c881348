/** Search people by part of the name without diacritics, and set their attendance. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { stateLabel } from "./labels.js";

/** @typedef {import("./check_in_service.js").CheckInService} CheckInService */
/** @typedef {import("./scan_sync.js").ScanSync} ScanSync */
/** @typedef {import("./rules.js").Person} Person */

/** @extends {Controller<{service: CheckInService, scanSync: ScanSync, meetingId: number}>} */
export class PersonSearchController extends Controller {
  /** @type {Set<number>} */
  #selected = new Set();

  /** @override */
  start() {
    this.on(this.target("words"), "input", () => this.#search());
    this.on(this.context.service, "changed", () =>
      afterPress(this, () => this.#draw()),
    );
    this.on(this.target("present"), "click", () => this.#markPresent());
    this.on(this.target("online"), "click", () => this.#mark("present_online"));
    this.on(this.target("absent"), "click", () => this.#markAbsent());
    this.on(this.target("unconfirmed"), "click", () => this.#mark("unconfirmed"));
  }

  get #query() {
    return /** @type {HTMLInputElement} */ (this.target("words")).value;
  }

  #search() {
    this.#selected.clear();
    this.#draw();
  }

  #draw() {
    // A scan has cleared the field: selected people are no longer visible.
    if (!this.#query.trim()) this.#selected.clear();
    const { found, more } = this.context.service.book.find(this.#query);
    const list = this.target("list");
    list.replaceChildren(...found.map((person) => this.#row(person)));
    const rest = this.target("rest");
    rest.hidden = !this.#query.trim() || (found.length > 0 && !more);
    rest.textContent = more
      ? t("Còn {more} người nữa, xin gõ thêm tên.", { more })
      : t("Không có ai tên như vậy trong danh sách.");
    this.target("actions").hidden = this.#selected.size === 0;
    this.target("count").textContent = t("Đã chọn {count} người", {
      count: this.#selected.size,
    });
  }

  /** @param {Person} person */
  #row(person) {
    const { id, name, seat, unit } = person;
    const { service } = this.context;
    const line = service.book.line(id);
    const tick = el("input", {
      type: "checkbox",
      checked: this.#selected.has(id),
      onchange: () => this.#toggle(id),
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
          onclick: () => service.pass({ member: id }, { method: "manual" }),
        },
        service.direction === "in" ? t("Ghi vào") : t("Ghi ra"),
      ),
    );
  }

  /** @param {import("./rules.js").AttendanceStatus} line */
  #stateOf({ state, inside, reason }) {
    if (state === "present_in_person" && !inside) return t("Đã ra ngoài");
    return [stateLabel(state), reason].filter(Boolean).join(": ");
  }

  /** @param {number} id */
  #toggle(id) {
    if (!this.#selected.delete(id)) this.#selected.add(id);
    this.#draw();
  }

  async #markPresent() {
    const count = await this.context.service.passMany([...this.#selected]);
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
    const { meetingId, scanSync } = this.context;
    try {
      const members = [...this.#selected];
      await post(addresses.checkinsMark(meetingId), { members, state, reason });
      await scanSync.now();
      this.#search();
    } catch (error) {
      showError(error);
    }
  }
}
