/** Keypad on which a delegate enters or chooses a PIN. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { MAX_PIN_LENGTH, PinEntry } from "./pin_entry.js";

/** Whoever walks away leaves nothing open. */
export const PIN_TIMEOUT_MS = 60_000;
/** Faster than a person types: this is a scanner. */
const SCANNER_GAP_MS = 25;

/** @extends {Controller<{receiver: import("./badge_sign_in.js").BadgeSignIn}>} */
export class PinController extends Controller {
  #entry = new PinEntry(false);
  #message = "";
  #lastKey = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.context.receiver.watch((phase) => this.#onPhase(phase));
    this.on(this.element, "click", (event) => {
      const key = event.target.closest("[data-key]")?.dataset.key;
      if (key) this.#press(key);
    });
    this.on(document, "keydown", (event) => this.#onKeyDown(event));
  }

  /** @param {import("./badge_sign_in.js").SignInPhase} phase */
  #onPhase(phase) {
    const isOpen = phase.is === "pin";
    // While it is being compared the other ways stay away.
    if (phase.is !== "asking") document.body.classList.toggle("is-proving", isOpen);
    this.element.hidden = !isOpen;
    clearTimeout(this.#timer);
    if (!isOpen) return this.#entry.clear();
    this.#entry = new PinEntry(phase.choose);
    this.#message = phase.message;
    this.target("forgotten").hidden = phase.choose;
    this.target("name").textContent = t("Đồng chí {name}", { name: phase.name });
    this.#draw();
    this.#restartTimeout();
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #onKeyDown(event) {
    if (this.element.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
    const isScanner = event.timeStamp - this.#lastKey < SCANNER_GAP_MS;
    this.#lastKey = event.timeStamp;
    const key = pinKeyFor(event);
    if (isScanner) this.#entry.clear();
    else if (key) this.#press(key);
    this.#draw();
  }

  /** @param {string} key */
  #press(key) {
    this.#restartTimeout();
    if (key === "leave") return this.context.receiver.cancelPin();
    if (key === "done") this.#finish();
    else if (key === "backspace") this.#entry.backspace();
    else {
      this.#message = "";
      this.#entry.press(key);
    }
    this.#draw();
  }

  #finish() {
    const done = this.#entry.finish();
    if (done === "ready") {
      this.context.receiver.enterPin(this.#entry.digits);
      return;
    }
    this.#message = {
      short: t("Mã PIN có ít nhất 4 chữ số."),
      different: t("Hai lần nhập khác nhau. Xin đặt lại từ đầu."),
      again: "",
    }[done];
  }

  #restartTimeout() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.context.receiver.cancelPin(), PIN_TIMEOUT_MS);
  }

  #draw() {
    const entry = this.#entry;
    const count = entry.digits.length;
    this.target("words").textContent = promptText(entry);
    const dots = this.target("dots");
    dots.textContent = "●".repeat(count) + "○".repeat(MAX_PIN_LENGTH - count);
    dots.setAttribute("aria-label", t("Đã nhập {count} chữ số", { count }));
    this.target("message").textContent = this.#message;
    this.target("message").hidden = this.#message === "";
  }
}

/**
 * Map a keyboard key to a key of the keypad, or undefined.
 * @param {KeyboardEvent} event
 */
function pinKeyFor({ key, target }) {
  if (/^\d$/.test(key)) return key;
  // On a button, Enter presses that button.
  if (key === "Enter") return target === document.body ? "done" : undefined;
  return { Backspace: "backspace", Escape: "leave" }[key];
}

/** @param {PinEntry} entry */
function promptText(entry) {
  if (!entry.isChoice) return t("Xin nhập mã PIN");
  if (entry.isAgain) return t("Xin nhập lại mã PIN vừa đặt");
  return t("Xin đặt mã PIN: 4 đến 6 chữ số, dễ nhớ với mình, khó đoán với người khác");
}
