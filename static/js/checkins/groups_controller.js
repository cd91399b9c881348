/** People who are missing, came late or left early, by unit. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { formatTime } from "./labels.js";

/**
 * @typedef {{name: string, position: string, seat: string, site: string,
 *   came_at: string | null, last_at: string | null}} Named
 */

/** @extends {Controller<{figures: import("./attendance_figures.js").AttendanceFigures, meetingId: number}>} */
export class GroupsController extends Controller {
  #group = "missing";
  /** The unit whose names are shown. @type {string | null} */
  #open = null;
  #drawnSignature = "";
  /** @type {Named[]} */
  #people = [];

  /** @override */
  start() {
    for (const button of this.element.querySelectorAll("[data-group]")) {
      this.on(button, "click", () => this.#choose(button));
    }
    this.on(this.context.figures, "changed", () => this.#refresh());
  }

  /** @param {Element} chosen */
  #choose(chosen) {
    this.#group = chosen.getAttribute("data-group") ?? "missing";
    this.#open = null;
    for (const button of this.element.querySelectorAll("[data-group]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
    this.#refresh();
  }

  /** @param {Record<string, string>} [only] */
  #url(only) {
    const people = addresses.checkinsGivePeople(this.context.meetingId);
    return withQuery(people, { group: this.#group, ...only });
  }

  async #refresh() {
    try {
      const { units } = await get(this.#url());
      if (this.#open !== null) await this.#read(this.#open);
      afterPress(this, () => this.#draw(units));
    } catch (error) {
      // What stood there stays; it is asked again soon.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** @param {string} unit */
  async #read(unit) {
    const { people } = await get(this.#url({ unit }));
    this.#people = people;
  }

  /** @param {{unit: string, people: number}[]} units */
  #draw(units) {
    const signature = JSON.stringify([this.#group, units, this.#open, this.#people]);
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    this.target("nobody").hidden = units.length > 0;
    this.target("units").replaceChildren(...units.map((one) => this.#unit(one)));
  }

  /** @param {{unit: string, people: number}} count */
  #unit({ unit, people }) {
    const isOpen = this.#open === unit;
    return el(
      "li",
      { class: "roll-unit" },
      el(
        "button",
        {
          class: "button button--plain",
          type: "button",
          "aria-expanded": String(isOpen),
          onclick: () => this.#toggle(unit),
        },
        el("span", {}, unit || t("Chưa ghi đơn vị")),
        el("b", {}, String(people)),
      ),
      isOpen && el("ul", { class: "roll-names" }, ...this.#people.map(nameLine)),
    );
  }

  /** @param {string} unit */
  async #toggle(unit) {
    this.#open = this.#open === unit ? null : unit;
    await this.#refresh();
  }
}

/** @param {Named} person */
function nameLine({ name, position, seat, site, came_at, last_at }) {
  const facts = [
    position,
    seat && t("Ghế {seat}", { seat }),
    site,
    came_at && t("vào lúc {time}", { time: formatTime(came_at) }),
    last_at &&
      last_at !== came_at &&
      t("lượt cuối {time}", { time: formatTime(last_at) }),
  ];
  return el(
    "li",
    {},
    el("b", {}, name),
    el("span", { class: "soft small" }, facts.filter(Boolean).join("\u00a0· ")),
  );
}
