/** At which gate this device stands, which way people pass, and what waits to be sent. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { sayError } from "../base/say_error.js";

/** @typedef {import("./gatehouse.js").Gatehouse} Gatehouse */
/** @typedef {import("./exchanging.js").Exchanging} Exchanging */
/** @typedef {import("../base/memory.js").Memory} Memory */

/** @extends {Controller<{house: Gatehouse, exchanging: Exchanging, memory: Memory, meetingId: number}>} */
export class GateController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    const { house, memory } = this.context;
    house.direction = memory.read("direction") === "out" ? "out" : "in";
    this.on(house, "changed", () => afterPress(this, () => this.#draw()));
    this.on(this.target("change"), "click", () => this.#choose(null));
    this.on(this.target("add"), "submit", (event) => this.#add(event));
    for (const way of /** @type {const} */ (["in", "out"])) {
      this.on(this.target(way), "click", () => this.#turn(way));
    }
    this.#draw();
  }

  /** @param {"in" | "out"} way */
  #turn(way) {
    this.context.house.direction = way;
    this.context.memory.write("direction", way);
    this.#draw();
  }

  /** @param {import("./deciding.js").Gate | null} gate */
  #choose(gate) {
    this.context.house.gate = gate;
    this.context.memory.write("gate", gate?.id ?? null);
    this.context.house.changed();
  }

  /** @param {Event} event */
  async #add(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const said = new FormData(form);
    const site = Number(said.get("site")) || null;
    const name = String(said.get("name") ?? "");
    try {
      const url = addresses.checkinsAddGate(this.context.meetingId);
      const { id } = await post(url, { name, site });
      form.reset();
      const gate = { id, name: name.trim(), site };
      this.context.house.gates = [...this.context.house.gates, gate];
      this.#choose(gate);
      await this.context.exchanging.now();
    } catch (error) {
      sayError(error);
    }
  }

  #draw() {
    const { house, memory } = this.context;
    house.gate ??=
      house.gates.find(({ id }) => id === memory.read("gate")) ?? house.gate;
    document.body.classList.toggle("has-gate", house.gate !== null);
    document.body.classList.toggle("is-exit", house.direction === "out");
    this.target("name").textContent = house.gate?.name ?? "";
    for (const way of ["in", "out"]) {
      this.target(way).setAttribute("aria-pressed", String(house.direction === way));
    }
    this.target("inside").textContent = String(house.book.inside);
    this.target("people").textContent = String(house.book.people.size);
    this.#say(this.target("waiting"), this.#waitingLine());
    this.#drawGates();
  }

  #waitingLine() {
    const { house } = this.context;
    const waiting = house.waiting.length;
    const refused = house.queue.size - waiting;
    return [
      house.isAway && t("Mất liên lạc với máy chủ: cửa vẫn quét được."),
      waiting > 0 && t("{waiting} lượt chờ gửi.", { waiting }),
      refused > 0 &&
        t("{refused} lượt máy chủ không nhận, xin báo thư ký.", { refused }),
    ]
      .filter(Boolean)
      .join(" ");
  }

  /**
   * @param {HTMLElement} place
   * @param {string} line
   */
  #say(place, line) {
    place.hidden = !line;
    if (place.textContent !== line) place.textContent = line;
  }

  #drawGates() {
    const { gates, book } = this.context.house;
    // Before the people are known, gates may still come.
    const hasNone = gates.length === 0 && book.people.size > 0;
    const sign = JSON.stringify([gates, hasNone]);
    if (sign === this.#drawn) return;
    this.#drawn = sign;
    this.target("gates").replaceChildren(
      hasNone
        ? el(
            "p",
            { class: "soft" },
            t("Chưa có cửa nào. Xin đặt tên cho cửa đầu tiên."),
          )
        : "",
      ...gates.map((gate) =>
        el(
          "button",
          {
            class: "button button--large",
            type: "button",
            onclick: () => this.#choose(gate),
          },
          gate.name,
        ),
      ),
    );
  }
}
