/** Gate and direction of this device, and the number of unsent scans. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";

/** @typedef {import("./check_in_service.js").CheckInService} CheckInService */
/** @typedef {import("./scan_sync.js").ScanSync} ScanSync */
/** @typedef {import("../base/member_storage.js").MemberStorage} MemberStorage */

/** @extends {Controller<{service: CheckInService, scanSync: ScanSync, memory: MemberStorage, meetingId: number}>} */
export class GateController extends Controller {
  #drawnSignature = "";

  /** @override */
  start() {
    const { service, memory } = this.context;
    service.direction = memory.read("direction") === "out" ? "out" : "in";
    this.on(service, "changed", () => afterPress(this, () => this.#draw()));
    this.on(this.target("change"), "click", () => this.#selectGate(null));
    this.on(this.target("add"), "submit", (event) => this.#add(event));
    for (const direction of /** @type {const} */ (["in", "out"])) {
      this.on(this.target(direction), "click", () => this.#setDirection(direction));
    }
    this.#draw();
  }

  /** @param {"in" | "out"} direction */
  #setDirection(direction) {
    this.context.service.direction = direction;
    this.context.memory.write("direction", direction);
    this.#draw();
  }

  /** @param {import("./rules.js").Gate | null} gate */
  #selectGate(gate) {
    this.context.service.gate = gate;
    this.context.memory.write("gate", gate?.id ?? null);
    this.context.service.changed();
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
      this.context.service.gates = [...this.context.service.gates, gate];
      this.#selectGate(gate);
      await this.context.scanSync.now();
    } catch (error) {
      showError(error);
    }
  }

  #draw() {
    const { service, memory } = this.context;
    service.gate ??=
      service.gates.find(({ id }) => id === memory.read("gate")) ?? service.gate;
    document.body.classList.toggle("has-gate", service.gate !== null);
    document.body.classList.toggle("is-exit", service.direction === "out");
    this.target("name").textContent = service.gate?.name ?? "";
    for (const direction of ["in", "out"]) {
      this.target(direction).setAttribute(
        "aria-pressed",
        String(service.direction === direction),
      );
    }
    this.target("inside").textContent = String(service.book.inside);
    this.target("people").textContent = String(service.book.people.size);
    this.#setText(this.target("waiting"), this.#waitingLine());
    this.#drawGates();
  }

  #waitingLine() {
    const { service } = this.context;
    const waiting = service.waiting.length;
    const refused = service.queue.size - waiting;
    return [
      service.isAway && t("Mất liên lạc với máy chủ: cửa vẫn quét được."),
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
  #setText(place, line) {
    place.hidden = !line;
    if (place.textContent !== line) place.textContent = line;
  }

  #drawGates() {
    const { gates, book } = this.context.service;
    // Before the people are known, gates may still come.
    const hasNone = gates.length === 0 && book.people.size > 0;
    const signature = JSON.stringify([gates, hasNone]);
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
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
            onclick: () => this.#selectGate(gate),
          },
          gate.name,
        ),
      ),
    );
  }
}
