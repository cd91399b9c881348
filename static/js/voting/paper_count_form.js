/** Form for the record of a secret ballot on paper. */

import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { panelHead } from "../base/panel_parts.js";
import { toast } from "../base/toast.js";
import { paperFault, paperFields } from "./count_values.js";
import { numberInput, readNumber } from "./panel_parts.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/** Why a ballot on paper is usually invalid; texts of the record. */
const REASONS = [
  "Không theo mẫu hoặc không có dấu",
  "Bầu quá số lượng",
  "Ghi tên ngoài danh sách",
  "Có dấu hiệu nhận biết người bỏ phiếu",
  "Lý do khác",
];

const NUMBERS = /** @type {const} */ (["issued", "returned", "valid", "invalid"]);

/** Before anything is entered. @type {import("../live/messages.js").PaperCount} */
const NOTHING = {
  issued: 0,
  returned: 0,
  valid: 0,
  invalid: 0,
  reasons: {},
  counts: {},
};

export class PaperCountForm {
  #isDirty = false;

  /**
   * @param {import("../meetings/workspace.js").Workspace} workspace
   * @param {import("./requests.js").VoteRequests} requests
   * @param {Vote} vote
   */
  constructor(workspace, requests, vote) {
    this.workspace = workspace;
    this.requests = requests;
    this.vote = vote;
    this.key = `paper:${vote.id}`;
    const known = vote.paper_count ?? NOTHING;
    const input = (/** @type {number} */ value) =>
      numberInput(value, () => this.#onInput());
    this.numbers = NUMBERS.map((name) => ({ name, input: input(known[name]) }));
    const reasons = new Set([...REASONS, ...Object.keys(known.reasons)]);
    this.reasons = [...reasons].map((label) => ({
      label,
      input: input(known.reasons[label] ?? 0),
    }));
    this.counts = paperFields(vote).map(({ key, label }) => ({
      key,
      label,
      input: input(known.counts[key] ?? 0),
    }));
    this.check = el("p", { class: "notice", role: "status" });
    this.element = this.#build();
    this.#drawCheck();
  }

  isDirty() {
    return this.#isDirty;
  }

  #onInput() {
    this.#isDirty = true;
    this.#drawCheck();
  }

  /** @returns {import("../live/messages.js").PaperCount} */
  get #values() {
    const reasons = this.reasons
      .map(({ label, input }) => /** @type {const} */ ([label, readNumber(input)]))
      .filter(([, count]) => count > 0);
    const numbers = this.numbers.map(({ name, input }) => [name, readNumber(input)]);
    return {
      ...Object.fromEntries(numbers),
      reasons: Object.fromEntries(reasons),
      counts: Object.fromEntries(
        this.counts.map(({ key, input }) => [key, readNumber(input)]),
      ),
    };
  }

  #drawCheck() {
    const fault = paperFault(this.#values);
    this.check.textContent = fault || t("Các số khớp nhau.");
    this.check.className = fault ? "notice notice--warn" : "notice notice--good";
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const send = () => this.requests.enterPaperCount(this.vote.id, this.#values);
    if (!(await this.workspace.perform(send))) return;
    this.#isDirty = false;
    this.workspace.panel.closeNow();
    toast(t("Đã lưu."));
  }

  #build() {
    const labels = {
      issued: t("Phát ra"),
      returned: t("Thu về"),
      valid: t("Hợp lệ"),
      invalid: t("Không hợp lệ"),
    };
    const numbers = this.numbers.map(({ name, input }) => ({
      label: labels[name],
      input,
    }));
    return el(
      "form",
      {
        class: "stack panel-form",
        novalidate: true,
        onsubmit: (/** @type {Event} */ event) => this.#save(event),
      },
      panelHead(
        this.workspace.panel,
        t("Kiểm phiếu giấy: {title}", { title: this.vote.title }),
      ),
      this.check,
      group(t("Phiếu"), numbers),
      group(t("Lý do không hợp lệ"), this.reasons),
      group(t("Số phiếu của từng người, từng phương án"), this.counts),
      el(
        "div",
        { class: "row panel-save" },
        el("button", { class: "button button--primary" }, t("Lưu")),
      ),
    );
  }
}

/**
 * @param {string} legend
 * @param {{label: string, input: HTMLInputElement}[]} fields
 */
function group(legend, fields) {
  return el(
    "fieldset",
    { class: "vote-group" },
    el("legend", { class: "label" }, legend),
    ...fields.map(({ label, input }) => field(label, input)),
  );
}
