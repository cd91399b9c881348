/** The big colour: who it is, what it means, what can be done about it. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { COUNTED } from "./deciding.js";
import { sound, wakeSound } from "./sound.js";
import { wordsOf } from "./words.js";

/** @typedef {import("./gatehouse.js").Gatehouse} Gatehouse */
/** @typedef {import("./gatehouse.js").Shown} Shown */

/**
 * @typedef {{house: Gatehouse, sites: Record<string, string>,
 *   roles: Record<string, string>, mayInsist: boolean}} Context
 */

/** @extends {Controller<Context>} */
export class OutcomeController extends Controller {
  /** @override */
  start() {
    const { house } = this.context;
    this.on(house, "shown", ({ detail }) => this.#draw(detail));
    this.on(house, "refused", ({ detail }) => this.#refuse(detail));
    this.on(document, "pointerdown", wakeSound);
    this.on(document, "keydown", wakeSound);
  }

  /** @param {Shown} shown */
  #draw(shown) {
    const said = wordsOf(
      shown,
      (id) => this.#gateName(id),
      (id) => this.context.sites[String(id)] ?? t("điểm cầu khác"),
    );
    this.#paint(said.tone, [
      el("p", { class: "outcome-title" }, said.title),
      shown.member && this.#person(shown.member),
      said.text && el("p", { class: "outcome-text" }, said.text),
      shown.isLate &&
        el("p", { class: "outcome-text" }, t("Máy chủ vừa trả lời khác với máy này.")),
      this.#deeds(shown),
    ]);
  }

  /** @param {string} message */
  #refuse(message) {
    this.#paint("stop", [
      el("p", { class: "outcome-title" }, t("Không nhận ra thẻ")),
      el("p", { class: "outcome-text" }, message),
    ]);
  }

  /**
   * @param {string} tone
   * @param {(Node | string | null | undefined | false)[]} parts
   */
  #paint(tone, parts) {
    const { element } = this;
    element.className = `gate-outcome gate-outcome--${tone}`;
    element.replaceChildren(...parts.flatMap((part) => part || []));
    // On a phone the list that was pressed stands below it.
    element.scrollIntoView?.({ block: "nearest" });
    // The same colour twice in a row is seen as a new one.
    element.animate?.([{ opacity: 0.35 }, { opacity: 1 }], { duration: 180 });
    sound(tone);
  }

  /** @param {number | null | undefined} id */
  #gateName(id) {
    const gate = this.context.house.gates.find((one) => one.id === id);
    return gate?.name ?? t("cửa khác");
  }

  /** @param {import("./deciding.js").Person} person */
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

  /** @param {Shown} shown */
  #deeds({ verdict, retry }) {
    if (COUNTED.has(verdict)) {
      return button(t("Hoàn tác"), () => this.context.house.undo());
    }
    if (verdict !== "other_site" || !this.context.mayInsist || !retry) return null;
    return button(t("Vẫn cho vào"), retry);
  }
}

/**
 * @param {string} words
 * @param {() => void} deed
 */
function button(words, deed) {
  return el(
    "button",
    { class: "button button--large", type: "button", onclick: deed },
    words,
  );
}
