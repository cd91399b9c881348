/** Acts of those who run votes: each asks once. */

import { ActionQueue } from "../base/action_queue.js";
import { showError } from "../base/error_toast.js";
import { el } from "../base/dom.js";
import { sentenceInput, field } from "../base/fields.js";
import { formatNumber, t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { hasBallot } from "./current_ballot.js";
import { ask, showMissing } from "./dialogs.js";
import { needsDecision } from "./panel_votes.js";
import { readinessElements } from "./readiness.js";
import { showShares } from "./shares_dialog.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

export class VoteActions {
  #queue = new ActionQueue();
  /** The question before closing, while it is open. @type {{id: number, line: HTMLElement} | null} */
  #closing = null;

  /**
   * @param {import("./requests.js").VoteRequests} requests
   * @param {(isBusy: boolean) => void} [onBusy]
   */
  constructor(requests, onBusy = () => {}) {
    this.requests = requests;
    this.onBusy = onBusy;
  }

  /**
   * Do something to a vote, once what is being done has ended.
   * @param {string} name of the act
   * @param {Vote} vote
   * @param {() => Promise<unknown>} act
   */
  run(name, vote, act) {
    return this.#queue.run(`${name} ${vote.id}`, async () => {
      this.onBusy(true);
      try {
        await act();
      } catch (error) {
        showError(error);
      } finally {
        this.onBusy(false);
      }
    });
  }

  /** @param {Vote} vote */
  open(vote) {
    return this.run("open", vote, async () => {
      const readiness = await this.requests.readiness(vote.id);
      const isSure = await ask(
        {
          title: t("Mở biểu quyết “{title}”?", { title: vote.title }),
          yes: vote.is_rehearsal ? t("Mở biểu quyết thử") : t("Mở biểu quyết"),
          no: t("Chưa mở"),
          isBlocked: !readiness.is_ready,
        },
        readinessElements(readiness, hasBallot(vote)),
      );
      if (isSure) await this.#open(vote);
    });
  }

  /** @param {Vote} vote */
  async #open(vote) {
    const answer = await this.requests.act("open", vote);
    if (answer?.shares?.length) await showShares(vote, answer.shares);
  }

  /**
   * Let an open question follow the ballots that arrive.
   * @param {Vote[]} votes
   */
  update(votes) {
    const vote = votes.find(({ id }) => id === this.#closing?.id);
    if (vote && this.#closing) this.#closing.line.textContent = this.#missingText(vote);
  }

  /** @param {Vote} vote */
  close(vote) {
    return this.run("close", vote, async () => {
      const line = el("p", { role: "status" }, this.#missingText(vote));
      this.#closing = { id: vote.id, line };
      const isSure = await ask(
        {
          title: t("Kết thúc biểu quyết?"),
          yes: t("Kết thúc biểu quyết"),
          no: t("Chờ thêm"),
        },
        [line],
      );
      this.#closing = null;
      if (isSure) await this.requests.act("close", vote);
    });
  }

  /** @param {Vote} vote */
  #missingText({ cast, eligible }) {
    if (cast === null)
      return t("Kết quả đếm vẫn nhập và sửa được cho đến khi công bố.");
    const missing = Math.max(0, eligible - cast);
    const fields = { cast: formatNumber(cast), eligible: formatNumber(eligible) };
    return missing
      ? t(
          "Đã nhận {cast}/{eligible} phiếu, còn {missing} người chưa gửi. Phiếu đến sau không được tính.",
          { ...fields, missing: formatNumber(missing) },
        )
      : t("Đã nhận đủ {eligible} phiếu.", fields);
  }

  /** @param {Vote} vote */
  announce(vote) {
    return this.run("announce", vote, async () => {
      if (needsDecision(vote)) return this.#decide(vote);
      const isSure = await ask(
        {
          title: t("Công bố kết quả?"),
          yes: t("Công bố"),
          no: t("Chưa công bố"),
        },
        [el("p", {}, t("Kết quả hiện ngay trên màn hình hội trường và mọi máy."))],
      );
      if (isSure) await this.requests.act("announce", vote);
    });
  }

  /**
   * The rule leaves a tie to the chair.
   * @param {Vote} vote
   */
  async #decide(vote) {
    const passed = el("input", { type: "radio", name: "vote-decision", value: "yes" });
    const failed = el("input", { type: "radio", name: "vote-decision", value: "no" });
    const line = (/** @type {HTMLElement} */ input, /** @type {string} */ label) =>
      el("label", { class: "choice" }, input, el("span", {}, label));
    const isSure = await ask(
      { title: t("Bằng phiếu: chủ toạ quyết định"), yes: t("Công bố") },
      [line(passed, t("Được thông qua")), line(failed, t("Không được thông qua"))],
    );
    if (!isSure) return;
    if (!passed.checked && !failed.checked) {
      toast(t("Xin chọn một kết luận rồi công bố."), "error");
      return;
    }
    await this.requests.act("announce", vote, { passed: passed.checked });
  }

  /** @param {Vote} vote */
  cancel(vote) {
    return this.run("cancel", vote, async () => {
      let reason = "";
      const input = sentenceInput((text) => {
        reason = text;
      }, 200);
      const isSure = await ask(
        {
          title: t("Huỷ biểu quyết “{title}”?", { title: vote.title }),
          yes: t("Huỷ biểu quyết"),
          isDestructive: true,
        },
        [
          el("p", {}, t("Không phiếu nào được tính, và không khôi phục được.")),
          field(t("Lý do (ghi vào biên bản)"), input),
        ],
      );
      if (isSure) await this.requests.act("cancel", vote, { reason: reason.trim() });
    });
  }

  /** @param {Vote} vote */
  showTurnout(vote) {
    return this.run("showTurnout", vote, async () => {
      await showMissing((await this.requests.turnout(vote.id)).voters);
    });
  }
}
