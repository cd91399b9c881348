/** The sheet of a ballot and the bar it becomes while the document is read. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { footElements } from "./ballot_foot.js";
import { bodyElements, tagElements } from "./ballot_view.js";
import { counterOf, isSecretBallot, phaseLabel, secrecyLines } from "./labels.js";

/** @typedef {import("./ballot.js").Ballot} Ballot */

/** Phases that are shown even if the sheet was made small. */
const LOUD = ["late", "cancelled", "excluded"];

export class BallotSheet {
  isMinimised = false;
  /** It is not known yet whether the member has voted: neither sheet nor bar. */
  isHeld = false;
  #signature = "";
  /** The phase drawn last, to tell when the ballot enters another. */
  #phase = "";
  /** @type {Ballot | null} */
  #ballot = null;

  /**
   * @param {(name: string) => HTMLElement} target
   * @param {boolean} opensByItself false on the screen from which the meeting is run: a
   *   bar announces a ballot, and nothing is covered
   */
  constructor(target, opensByItself = true) {
    this.target = target;
    this.opensByItself = opensByItself;
    this.isMinimised = !opensByItself;
  }

  /** @param {(source: EventTarget, type: string, listener: (event: any) => void) => void} on */
  start(on) {
    on(this.target("bar"), "click", () => this.#setMinimised(false));
    on(this.target("minimise"), "click", () => this.#setMinimised(true));
    // Escape makes it small as well.
    on(this.target("sheet"), "close", () => this.#setMinimised(true));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.target("sheet"));
  }

  /** @param {boolean} isMinimised */
  #setMinimised(isMinimised) {
    if (!this.#ballot) return;
    this.isMinimised = isMinimised;
    this.#place();
  }

  /**
   * @param {Ballot | null} ballot
   * @param {boolean} isAnother than the one drawn before
   */
  draw(ballot, isAnother) {
    if (isAnother && ballot?.isPending) this.isMinimised = !this.opensByItself;
    this.#ballot = ballot;
    if (ballot) this.#drawBallot(ballot);
    this.#place();
  }

  /** @param {Ballot} ballot */
  #drawBallot(ballot) {
    const { vote, phase, message, isFull, isKept } = ballot;
    const isEntered = phase !== this.#phase;
    if (isEntered && LOUD.includes(phase)) this.isMinimised = !this.opensByItself;
    this.#phase = phase;
    // Marks are drawn by the browser: only the counter follows them.
    const marks = phase === "choosing" ? null : ballot.choices;
    const signature = JSON.stringify([vote, phase, message, isKept, marks]);
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#drawAll(ballot);
      if (isEntered) this.#focus(phase);
    }
    this.#showMarks(ballot);
    this.target("spoken").textContent = isFull
      ? t("Đã chọn đủ. Bỏ bớt một người để chọn người khác.")
      : phaseLabel(ballot);
  }

  /** @param {Ballot} ballot */
  #drawAll(ballot) {
    const { vote } = ballot;
    this.#dialog.classList.toggle("ballot--rehearsal", vote.is_rehearsal);
    this.target("tags").replaceChildren(...tagElements(ballot));
    this.target("title").textContent = vote.title;
    this.target("question").textContent =
      vote.question === vote.title ? "" : vote.question;
    this.target("body").replaceChildren(...bodyElements(ballot));
    this.target("foot").replaceChildren(...this.#foot(ballot));
    this.target("bar-title").textContent = vote.title;
    this.#drawSecrecy(ballot);
  }

  /** @param {Ballot} ballot */
  #foot(ballot) {
    const shown = footElements(ballot);
    if (ballot.isPending) return shown;
    const close = el(
      "button",
      {
        class: "button button--large button--primary",
        type: "button",
        "data-press": "close",
        onclick: () => this.#setMinimised(true),
      },
      t("Trở lại tài liệu"),
    );
    return [...shown, close];
  }

  /** @param {Ballot} ballot */
  #drawSecrecy(ballot) {
    const isSecret = isSecretBallot(ballot.vote);
    const standing = this.target("standing");
    standing.hidden = !isSecret;
    standing.textContent = t(
      "Phiếu kín điện tử: kết quả để tham khảo, hoặc theo quyết định của hội nghị.",
    );
    this.target("secrecy").hidden = !isSecret;
    this.target("secrecy-lines").replaceChildren(
      ...secrecyLines(ballot).map((line) => el("li", {}, line)),
    );
  }

  /** @param {Ballot} ballot */
  #showMarks({ vote, choices, isComplete, isFull, phase }) {
    if (phase !== "choosing") return;
    const body = this.target("body");
    for (const input of body.querySelectorAll("input")) {
      const id = Number(input.closest("[data-option]")?.getAttribute("data-option"));
      const mark = choices[id];
      input.checked = vote.form === "levels" ? mark === input.value : Boolean(mark);
    }
    const review = this.target("foot").querySelector('[data-press="review"]');
    review?.toggleAttribute("disabled", !isComplete);
    const counter = this.target("foot").querySelector(".ballot-counter");
    if (!counter) return;
    counter.classList.toggle("ballot-counter--full", isFull);
    const count = counterOf(vote, choices);
    counter.textContent = isFull
      ? t("{count}: bỏ bớt một người để chọn người khác", { count })
      : count;
  }

  /**
   * Where a press has drawn the button away, the next one gets the focus.
   * @param {string} phase
   */
  #focus(phase) {
    if (!this.#dialog.open) return;
    this.target("scroll").scrollTop = 0;
    const next = phase === "choosing" ? null : this.#lastButton();
    (next ?? this.target("title")).focus();
  }

  #lastButton() {
    const buttons = this.target("foot").querySelectorAll("button");
    return buttons[buttons.length - 1] ?? null;
  }

  #place() {
    const isThere = this.#ballot !== null && !this.isHeld;
    const isOpen = isThere && !this.isMinimised;
    this.#setOpen(isOpen);
    this.target("bar").hidden = !isThere || isOpen;
    if (this.#ballot) this.#drawBar(this.#ballot);
  }

  /** @param {boolean} isOpen */
  #setOpen(isOpen) {
    const dialog = this.#dialog;
    if (isOpen === dialog.open) return;
    if (!isOpen) return dialog.close();
    dialog.showModal();
    this.target("title").focus();
  }

  /** @param {Ballot} ballot */
  #drawBar({ phase, vote }) {
    const labels = {
      waiting: t("Phiếu chưa gửi được, máy đang thử lại"),
      kept: vote.state === "open" ? t("Đã gửi phiếu") : t("Biểu quyết đã kết thúc"),
      excluded: t("Đang biểu quyết"),
    };
    const isOver = vote.state !== "open";
    const other = isOver
      ? t("Biểu quyết đã kết thúc")
      : t("Đang biểu quyết – mở phiếu");
    const label = labels[/** @type {keyof typeof labels} */ (phase)] ?? other;
    this.target("bar-state").textContent = vote.is_rehearsal
      ? `${t("BIỂU QUYẾT THỬ")} · ${label}`
      : label;
    this.target("bar").dataset.tone = phase === "waiting" ? "warn" : phase;
  }
}
