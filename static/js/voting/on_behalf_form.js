/** Form for the ballot of a delegate without a device, in an open vote. */

import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { panelHead } from "../base/panel_parts.js";
import { toast } from "../base/toast.js";
import { isComplete, mark } from "./ballot_choice.js";
import { ask, personFacts } from "./dialogs.js";
import { chosenLines } from "./labels.js";
import { findPeople } from "./person_search.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("./person_search.js").Voter} Voter */

/** Names shown at once. */
const MOST_FOUND = 8;

export class OnBehalfForm {
  /** @type {Voter[]} */
  #voters = [];
  /** @type {Voter | null} */
  #chosen = null;
  /** @type {import("./ballot_choice.js").Choices} */
  #choices = {};

  /**
   * @param {import("../meetings/workspace.js").Workspace} workspace
   * @param {import("./requests.js").VoteRequests} requests
   * @param {Vote} vote
   */
  constructor(workspace, requests, vote) {
    this.workspace = workspace;
    this.requests = requests;
    this.vote = vote;
    this.key = `behalf:${vote.id}`;
    this.words = el("input", {
      type: "search",
      autocomplete: "off",
      oninput: () => this.#drawFound(),
    });
    this.found = el("ul", { class: "found" });
    this.ballot = el("div", { class: "stack" });
    this.element = this.#build();
    this.#load();
  }

  isDirty() {
    return this.#chosen !== null;
  }

  async #load() {
    await this.workspace.perform(async () => {
      this.#voters = (await this.requests.turnout(this.vote.id)).voters;
    });
    this.#drawFound();
  }

  #drawFound() {
    const found = findPeople(this.#voters, this.words.value).slice(0, MOST_FOUND);
    this.found.replaceChildren(
      ...found.map((voter) =>
        el(
          "li",
          {},
          el(
            "button",
            {
              class: "button",
              type: "button",
              disabled: voter.cast,
              onclick: () => this.#choose(voter),
            },
            el(
              "span",
              {},
              el("b", {}, voter.name),
              el("br"),
              el("span", { class: "soft small" }, personFacts(voter)),
              voter.cast && el("span", { class: "small" }, ` – ${t("đã có phiếu")}`),
            ),
          ),
        ),
      ),
    );
  }

  /** @param {Voter} voter */
  #choose(voter) {
    this.#chosen = voter;
    this.#choices = {};
    const { vote } = this;
    this.ballot.replaceChildren(
      el("h3", {}, t("Phiếu của đồng chí {name}", { name: voter.name })),
      el(
        "fieldset",
        { class: "ballot-options" },
        el("legend", { class: "visually-hidden" }, vote.title),
        ...vote.options.flatMap((option) => this.#rows(option)),
      ),
      el(
        "button",
        {
          class: "button button--primary",
          type: "button",
          onclick: () => this.#send(voter),
        },
        t("Ghi phiếu hộ…"),
      ),
    );
    this.ballot.scrollIntoView({ block: "nearest" });
  }

  /** @param {import("../live/messages.js").VoteOption} option */
  #rows({ id, label }) {
    const { vote } = this;
    const levels = vote.form === "levels" ? vote.levels : [undefined];
    return levels.map((level) =>
      el(
        "label",
        { class: "ballot-option" },
        el("input", {
          type: vote.form === "up_to" ? "checkbox" : "radio",
          name: level ? `behalf-${id}` : "behalf",
          onchange: () => {
            this.#choices = mark(vote, this.#choices, id, level).choices;
          },
        }),
        el("span", { class: "ballot-label" }, level ? `${label}: ${level}` : label),
      ),
    );
  }

  /** @param {Voter} voter */
  async #send(voter) {
    const { vote } = this;
    if (!isComplete(vote, this.#choices)) {
      return toast(t("Xin chọn trước khi ghi."), "error");
    }
    const lines = chosenLines(vote, this.#choices).map((line) => el("li", {}, line));
    const isSure = await ask(
      {
        title: t("Ghi hộ đồng chí {name}?", { name: voter.name }),
        yes: t("Đã hỏi lại, ghi phiếu"),
      },
      [
        el("ul", { class: "vote-people" }, ...lines),
        el(
          "p",
          { class: "notice notice--warn" },
          t("Phiếu được ghi rõ là do thư ký ghi hộ. Xin hỏi lại đại biểu lần nữa."),
        ),
      ],
    );
    if (!isSure) return;
    const send = () =>
      this.requests.castOnBehalf(vote.id, voter.member_id, this.#choices);
    if (!(await this.workspace.perform(send))) return;
    toast(t("Đã ghi phiếu hộ đồng chí {name}.", { name: voter.name }));
    this.#chosen = null;
    this.ballot.replaceChildren();
    this.words.value = "";
    await this.#load();
  }

  #build() {
    return el(
      "section",
      { class: "stack panel-form" },
      panelHead(
        this.workspace.panel,
        t("Ghi phiếu hộ: {title}", { title: this.vote.title }),
      ),
      field(t("Tìm đại biểu không có máy"), this.words),
      this.found,
      this.ballot,
    );
  }
}
