/** Show the result of a badge scan, then open the screen. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** A name is read, a notice studied, for this long before the screen opens. */
const NAME_DISPLAY_MS = 900;
const NOTICE_DISPLAY_MS = 6000;

/** @typedef {import("./badge_sign_in.js").SignInPhase} SignInPhase */

/** @extends {Controller<{receiver: import("./badge_sign_in.js").BadgeSignIn}>} */
export class SignInResultController extends Controller {
  /** @override */
  start() {
    this.context.receiver.watch((phase) => this.#draw(phase));
  }

  /** @param {SignInPhase} phase */
  #draw(phase) {
    this.element.hidden = phase.is === "idle" || phase.is === "pin";
    this.element.className = `outcome outcome--${phase.is}`;
    document.body.classList.toggle("is-welcomed", phase.is === "welcome");
    this.element.replaceChildren(...this.#content(phase));
    if (phase.is === "refused") this.element.scrollIntoView({ block: "nearest" });
    if (phase.is === "welcome") {
      const open = () => location.assign(phase.go);
      setTimeout(open, phase.notice ? NOTICE_DISPLAY_MS : NAME_DISPLAY_MS);
    }
  }

  /**
   * @param {SignInPhase} phase
   * @returns {Node[]}
   */
  #content(phase) {
    if (phase.is === "asking") return [el("p", {}, t("Đang kiểm tra thẻ…"))];
    if (phase.is === "refused") return [el("p", {}, phase.message)];
    if (phase.is !== "welcome") return [];
    const hello = el("h2", {}, t("Kính chào đồng chí {name}", { name: phase.name }));
    if (!phase.notice) return [hello, el("p", {}, t("Đang mở…"))];
    const button = { class: "button button--primary button--large", href: phase.go };
    return [hello, el("p", {}, phase.notice), el("a", button, t("Tiếp tục"))];
  }
}
