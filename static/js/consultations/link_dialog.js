/** Show the personal link of a member: to copy, and as a QR code to scan. */

import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { toast } from "../base/toast.js";

/** @typedef {{address: string, width: number, path: string}} PersonalLink */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {PersonalLink} link `path` are the dark modules
 */
function drawQr({ width, path }) {
  const svg = document.createElementNS(SVG, "svg");
  // Four modules of white around it, as scanners expect.
  svg.setAttribute("viewBox", `-4 -4 ${width + 8} ${width + 8}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", t("Mã QR của đường dẫn"));
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", path);
  svg.append(dark);
  return svg;
}

/**
 * @param {string} name
 * @param {(isNew: boolean) => Promise<PersonalLink>} ask
 */
export async function showLink(name, ask) {
  const place = el("div", { class: "consultation-qr" });
  const address = el("input", { readonly: true, "aria-label": t("Đường dẫn riêng") });
  /** @param {boolean} isNew */
  const draw = async (isNew) => {
    const link = await ask(isNew);
    address.value = link.address;
    place.replaceChildren(drawQr(link));
  };
  await draw(false);
  const renew = async () => {
    await draw(true).catch(showError);
    toast(t("Đã đổi: đường dẫn cũ không còn dùng được."));
  };
  const button = { class: "button", type: "button" };
  const dialog = el(
    "dialog",
    { class: "ask consultation-link", "aria-labelledby": "link-title" },
    el("h2", { id: "link-title" }, t("Đường dẫn riêng của {name}", { name })),
    el(
      "p",
      {},
      t("Ai có đường dẫn này trả lời được thay người ấy. Chỉ đưa cho đúng người."),
    ),
    place,
    el("div", { class: "field" }, address),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el("button", { ...button, onclick: () => copy(address) }, t("Chép đường dẫn")),
      el("button", { ...button, onclick: renew }, t("Đổi đường dẫn mới")),
      el("button", { class: "button button--primary", value: "close" }, t("Đóng")),
    ),
  );
  await openModal(dialog);
}

/** @param {HTMLInputElement} address */
async function copy(address) {
  address.select();
  await navigator.clipboard?.writeText(address.value).catch(() => {});
  toast(t("Đã chép đường dẫn."));
}
