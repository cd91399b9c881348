/** Parts of the forms in a panel. */

import { el } from "./dom.js";
import { t } from "./i18n.js";

/**
 * The title of a panel and the button that closes it.
 * @param {import("./form_panel.js").FormPanel} panel
 * @param {string} title
 */
export function panelHead(panel, title) {
  return el(
    "div",
    { class: "panel-head" },
    el("h2", {}, title),
    panelButton(t("Đóng"), () => panel.close()),
  );
}

/**
 * @param {string} label
 * @param {() => unknown} onclick
 * @param {string} [kind] its classes
 */
export function panelButton(label, onclick, kind = "button") {
  return el("button", { class: kind, type: "button", onclick }, label);
}
