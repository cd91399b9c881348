/** The screen on which votes are prepared, counted by hand and exported. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { HandCountForm } from "./hand_count_form.js";
import { showGroups } from "./groups_dialog.js";
import { OnBehalfForm } from "./on_behalf_form.js";
import { PaperCountForm } from "./paper_count_form.js";
import { VoteRequests } from "./requests.js";
import { resultExport } from "./result_export.js";
import { VoteActions } from "./vote_actions.js";
import { voteCard } from "./vote_card.js";
import { VoteForm } from "./vote_form.js";
import { cardPresses } from "./vote_presses.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../meetings/workspace.js").Workspace} Workspace */

const ORDER = ["open", "closed", "draft", "announced", "cancelled"];

/** @extends {Controller<{workspace: Workspace}>} */
export class VotesController extends Controller {
  #signature = "";
  #requests = new VoteRequests(this.context.workspace.meetingId);
  #actions = new VoteActions(this.#requests);
  #presses = cardPresses(this.#actions, (vote) => this.#more(vote));

  /** @override */
  start() {
    this.on(this.target("add"), "click", () => this.#openForm(null));
    this.context.workspace.onRender((state) => this.#draw(state));
  }

  get #presets() {
    return JSON.parse(this.element.dataset.presets ?? "{}");
  }

  /** @param {Vote | null} vote */
  #openForm(vote) {
    const { workspace } = this.context;
    workspace.panel.open(new VoteForm(workspace, this.#requests, this.#presets, vote));
  }

  /** @param {Snapshot} state */
  #draw({ votes = [] }) {
    const { selectedKey } = this.context.workspace;
    const signature = JSON.stringify([votes, selectedKey]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#actions.update(votes);
    this.target("none").hidden = votes.length > 0;
    const sorted = [...votes].sort(
      (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
    );
    this.target("list").replaceChildren(
      ...sorted.map((vote) =>
        el(
          "li",
          { "data-selected": selectedKey?.endsWith(`:${vote.id}`) },
          voteCard(vote, this.#presses),
        ),
      ),
    );
  }

  /** @param {Vote} vote */
  #more(vote) {
    const { kind, state } = vote;
    const isRunning = state === "open" || state === "closed";
    const { panel } = this.context.workspace;
    const parts = /** @type {const} */ ([this.context.workspace, this.#requests, vote]);
    const button = (
      /** @type {string} */ label,
      /** @type {() => unknown} */ onclick,
    ) => el("button", { class: "button", type: "button", onclick }, label);
    return [
      state === "draft" ? button(t("Sửa"), () => this.#openForm(vote)) : null,
      kind === "hands" && isRunning
        ? button(t("Nhập kết quả đếm"), () => panel.open(new HandCountForm(...parts)))
        : null,
      kind === "paper" && isRunning
        ? button(t("Nhập kiểm phiếu"), () => panel.open(new PaperCountForm(...parts)))
        : null,
      mayBeEntered(vote)
        ? button(t("Ghi phiếu hộ"), () => panel.open(new OnBehalfForm(...parts)))
        : null,
      ...this.#afterCount(vote),
    ];
  }

  /** @param {Vote} vote */
  #afterCount(vote) {
    if (!vote.result) return [];
    const showBySite = () =>
      this.#actions.run("showGroups", vote, async () => {
        await showGroups(vote, (await this.#requests.result(vote.id)).result);
      });
    return [
      vote.kind === "open"
        ? el(
            "button",
            { class: "button", type: "button", onclick: showBySite },
            t("Theo điểm cầu, đơn vị"),
          )
        : null,
      resultExport(this.#requests.meetingId, vote.id),
    ];
  }
}

/**
 * Tell whether the secretary may enter a ballot for somebody: never a secret one.
 * @param {Vote} vote
 */
export function mayBeEntered({ kind, state, is_secret: isSecret }) {
  return state === "open" && !isSecret && kind !== "hands" && kind !== "paper";
}
