/** Overlays on a managed tablet: its number, a lock, a seat notice. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** So long a tablet shows which one it is. */
export const IDENTIFY_MS = 10_000;
/** Known before the server is asked, so that a reload shows nothing meanwhile. */
const LOCK_KEY = "kiosk-tablet-locked";

/** @returns {boolean} */
export function wasLocked() {
  try {
    return localStorage.getItem(LOCK_KEY) !== null;
  } catch {
    return false;
  }
}

/** @param {boolean} isLocked */
function rememberLock(isLocked) {
  try {
    if (isLocked) localStorage.setItem(LOCK_KEY, "1");
    else localStorage.removeItem(LOCK_KEY);
  } catch {
    // Then the server's answer locks it, a moment later.
  }
}

/**
 * Lay something over everything, open dialogs too.
 * @param {string} kind
 * @param {(Node | string | null | false | undefined)[]} children
 */
export function showOverlay(kind, ...children) {
  const cover = el(
    "section",
    { class: `cover cover--${kind}`, role: "alert", popover: "manual" },
    ...children,
  );
  document.documentElement.append(cover);
  // Older browsers have no popover; there it overlays the page.
  cover.showPopover?.();
  return cover;
}

/** @param {number} number */
function written(number) {
  return String(number).padStart(2, "0");
}

/**
 * Keep a seat such as B-12 on one line.
 * @param {string} seat
 */
function whole(seat) {
  return seat.replaceAll("-", "-\u2060");
}

export class DeviceOverlay {
  /** @type {HTMLElement | null} */
  #lock = null;
  /** @type {HTMLElement | null} */
  #number = null;
  /** @type {HTMLElement | null} */
  #seat = null;
  /** A seat that the delegate has read about. */
  #seen = "";

  /** @param {boolean} isLocked */
  lock(isLocked) {
    rememberLock(isLocked);
    if (isLocked === (this.#lock !== null)) return;
    document.body.inert = isLocked;
    this.#lock?.remove();
    this.#lock = null;
    if (!isLocked) return;
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    this.#lock = showOverlay(
      "lock",
      el("h1", {}, t("Máy đang tạm khoá")),
      el("p", {}, t("Xin chờ trong giây lát. Máy sẽ tự mở lại.")),
    );
  }

  /**
   * Flash the number, large enough to find the tablet.
   * @param {number} number
   * @param {string} name
   */
  async identify(number, name) {
    this.#number?.remove();
    const shown = showOverlay(
      "number",
      el("p", { class: "cover-number" }, written(number)),
      name && el("p", {}, name),
    );
    this.#number = shown;
    await new Promise((resolve) => setTimeout(resolve, IDENTIFY_MS));
    shown.remove();
  }

  /**
   * Say kindly that the seat is another's; nothing where `own` is empty.
   * @param {string} sits
   * @param {string} own
   */
  seat(sits, own) {
    const now = own && `${sits} ${own}`;
    if (now === (this.#seat?.dataset.seat ?? "") || now === this.#seen) return;
    this.#seat?.remove();
    this.#seat = null;
    if (!own) return;
    const close = () => {
      this.#seen = now;
      this.#seat?.remove();
      this.#seat = null;
    };
    this.#seat = el(
      "section",
      { class: "seat-notice", role: "alert", "data-seat": now },
      el(
        "p",
        {},
        t("Đồng chí đang ngồi ghế {sits}, ghế của đồng chí là {own}.", {
          sits: whole(sits),
          own: whole(own),
        }),
      ),
      el("button", { class: "button", type: "button", onclick: close }, t("Đã rõ")),
    );
    document.body.append(this.#seat);
  }
}
