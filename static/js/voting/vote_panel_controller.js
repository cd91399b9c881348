/** The chair's panel of votes: the current item's first, with its one next step. */

import { Controller } from "../base/controller.js";
import { el, setBusy } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { toast } from "../base/toast.js";
import { panelVotes } from "./panel_votes.js";
import { ReceiptChecks } from "./receipt_checks.js";
import { VoteRequests } from "./requests.js";
import { VoteActions } from "./vote_actions.js";
import { voteCard } from "./vote_card.js";
import { cardPresses } from "./vote_presses.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class VotePanelController extends Controller {
  #signature = "";
  #actions = new VoteActions(
    new VoteRequests(this.context.meeting.parts.meetingId),
    (isBusy) => setBusy(this.element, isBusy),
  );
  // Who runs votes has a ballot as well, and its receipt.
  #receipts = new ReceiptChecks(this.context.meeting.parts.meetingId, toast);
  #presses = cardPresses(this.#actions, (vote) => this.#receipts.elementsOf(vote));

  /** @override */
  start() {
    this.context.meeting.watch(() => {
      this.#actions.update(this.#votes);
      afterPress(this, () => this.#draw());
    });
    this.on(document, "next-step", (event) => this.#takeStep(event));
  }

  get #votes() {
    return this.context.meeting.state?.votes ?? [];
  }

  #draw() {
    const { state } = this.context.meeting;
    if (!state) return;
    const { now, later, done } = panelVotes(this.#votes, state.live.item_id);
    const signature = JSON.stringify([now, later, done]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#fill("now", now, true);
    this.#fill("later", later);
    this.#fill("done", done);
    this.target("later-part").hidden = later.length === 0;
    this.target("done-part").hidden = done.length === 0;
    this.target("none").hidden = now.length > 0;
    this.target("none").textContent = later.length
      ? t("Nội dung đang họp không có biểu quyết.")
      : t("Chưa có biểu quyết nào được chuẩn bị.");
  }

  /**
   * @param {string} name
   * @param {Vote[]} votes
   * @param {boolean} [hasFirst]
   */
  #fill(name, votes, hasFirst = false) {
    this.target(name).replaceChildren(
      ...votes.map((vote, index) =>
        el(
          "li",
          {},
          voteCard(vote, this.#presses, { isFirst: hasFirst && index === 0 }),
        ),
      ),
    );
  }

  /**
   * The chair's large button; each of these asks first, with what it depends on.
   * @param {CustomEvent<{kind: string, vote_id?: number}>} event
   */
  #takeStep(event) {
    const { kind, vote_id: id } = event.detail;
    const vote = this.#votes.find((one) => one.id === id);
    if (!vote) return;
    const act = {
      open_vote: () => this.#actions.open(vote),
      close_vote: () => this.#actions.close(vote),
      announce_vote: () => this.#actions.announce(vote),
      repeat_vote: () => this.#presses.repeat(vote),
    }[kind];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
