/** The result of a vote, shown on tablets when the chair announces it. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { kindLabel } from "./labels.js";
import { ReceiptChecks } from "./receipt_checks.js";
import { resultElement } from "./result_view.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/**
 * Return the vote that was announced since; null: none. What was announced before the
 * page was opened is not, unless this member's receipt waits for it.
 * @param {Map<number, string> | null} before states by vote
 * @param {Vote[]} votes
 * @param {(id: number) => boolean} [hasReceipt]
 */
export function newlyAnnounced(before, votes, hasReceipt = () => false) {
  if (!before)
    return votes.filter((vote) => isWaitedFor(vote, hasReceipt)).at(-1) ?? null;
  const isNew = (/** @type {Vote} */ { id, state, result }) =>
    state === "announced" &&
    result !== null &&
    before.has(id) &&
    before.get(id) !== "announced";
  return votes.filter(isNew).at(-1) ?? null;
}

/**
 * @param {Vote} vote
 * @param {(id: number) => boolean} hasReceipt
 */
const isWaitedFor = ({ id, state, result }, hasReceipt) =>
  state === "announced" && result !== null && hasReceipt(id);

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class ResultSheetController extends Controller {
  /** @type {Map<number, string> | null} */
  #before = null;
  #receipts = new ReceiptChecks(this.context.meeting.parts.meetingId);

  /** @override */
  start() {
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.context.meeting.watch(({ state }) => {
      if (!state?.votes) return;
      const { votes } = state;
      const announced = newlyAnnounced(this.#before, votes, (id) =>
        this.#receipts.isWaiting(id),
      );
      this.#before = new Map(votes.map(({ id, state: step }) => [id, step]));
      if (announced) afterPress(this, () => this.#show(announced));
    });
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.element);
  }

  /** @param {Vote} vote */
  #show(vote) {
    const { is_rehearsal: isRehearsal, title } = vote;
    this.element.classList.toggle("ballot--rehearsal", isRehearsal);
    this.target("tags").replaceChildren(
      ...[
        isRehearsal && el("b", { class: "ballot-rehearsal" }, t("BIỂU QUYẾT THỬ")),
        el("span", { class: "tag" }, kindLabel(vote)),
      ].flatMap((tag) => tag || []),
    );
    this.target("title").textContent = title;
    this.target("result").replaceChildren(
      ...this.#receipts.elementsOf(vote),
      resultElement(vote),
    );
    if (!this.#dialog.open) this.#dialog.showModal();
    this.target("scroll").scrollTop = 0;
    this.target("close").focus();
  }
}
