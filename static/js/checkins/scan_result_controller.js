/** Result of a scan: colour, person, message and possible action. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { COUNTED_VERDICTS } from "./rules.js";
import { enableSound, playTone } from "../base/sound.js";
import { scanMessage } from "./labels.js";

/** @typedef {import("./check_in_service.js").CheckInService} CheckInService */
/** @typedef {import("./check_in_service.js").ScanDisplay} ScanDisplay */

/**
 * @typedef {{service: CheckInService, sites: Record<string, string>,
 *   roles: Record<string, string>, mayInsist: boolean}} Context
 */

/** @extends {Controller<Context>} */
export class ScanResultController extends Controller {
  /** @override */
  start() {
    const { service } = this.context;
    this.on(service, "shown", ({ detail }) => this.#draw(detail));
    this.on(service, "refused", ({ detail }) => this.#showRejected(detail));
    this.on(document, "pointerdown", enableSound);
    this.on(document, "keydown", enableSound);
  }

  /** @param {ScanDisplay} shown */
  #draw(shown) {
    const message = scanMessage(
      shown,
      (id) => this.#gateName(id),
      (id) => this.context.sites[String(id)] ?? t("điểm cầu khác"),
    );
    this.#show(message.tone, [
      el("p", { class: "outcome-title" }, message.title),
      shown.member && this.#person(shown.member),
      message.text && el("p", { class: "outcome-text" }, message.text),
      shown.isLate &&
        el("p", { class: "outcome-text" }, t("Máy chủ vừa trả lời khác với máy này.")),
      this.#actionButton(shown),
    ]);
  }

  /** @param {string} message */
  #showRejected(message) {
    this.#show("stop", [
      el("p", { class: "outcome-title" }, t("Không nhận ra thẻ")),
      el("p", { class: "outcome-text" }, message),
    ]);
  }

  /**
   * @param {string} tone
   * @param {(Node | string | null | undefined | false)[]} parts
   */
  #show(tone, parts) {
    const { element } = this;
    element.className = `gate-outcome gate-outcome--${tone}`;
    element.replaceChildren(...parts.flatMap((part) => part || []));
    // On a phone the pressed list is below it.
    element.scrollIntoView?.({ block: "nearest" });
    // The same colour twice in a row is seen as a new one.
    element.animate?.([{ opacity: 0.35 }, { opacity: 1 }], { duration: 180 });
    playTone(tone);
  }

  /** @param {number | null | undefined} id */
  #gateName(id) {
    const gate = this.context.service.gates.find((one) => one.id === id);
    return gate?.name ?? t("cửa khác");
  }

  /** @param {import("./rules.js").Person} person */
  #person({ name, role, seat, site, unit }) {
    const { sites, roles } = this.context;
    const facts = [
      seat && t("Ghế {seat}", { seat }),
      roles[role],
      sites[String(site)],
      unit,
    ];
    return el(
      "div",
      { class: "outcome-person" },
      el("p", { class: "outcome-name" }, name),
      el("p", { class: "outcome-facts" }, facts.filter(Boolean).join("\u00a0· ")),
    );
  }

  /** @param {ScanDisplay} shown */
  #actionButton({ verdict, retry }) {
    if (COUNTED_VERDICTS.has(verdict)) {
      return button(t("Hoàn tác"), () => this.context.service.undo());
    }
    if (verdict !== "other_site" || !this.context.mayInsist || !retry) return null;
    return button(t("Vẫn cho vào"), retry);
  }
}

/**
 * @param {string} words
 * @param {() => void} onClick
 */
function button(words, onClick) {
  return el(
    "button",
    { class: "button button--large", type: "button", onclick: onClick },
    words,
  );
}
