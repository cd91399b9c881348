/** Fields of the rule by which a vote passes. */

import { el } from "../base/dom.js";
import { field, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { baseLabel } from "./labels.js";
import { labelledSelect, numberInput, readNumber, tickLine } from "./panel_parts.js";
import { FIELD_LABELS, quorumLabel, shareLabel, tieLabel } from "./vote_labels.js";
import { fraction, QUORUMS, readFraction, SHARES } from "./vote_values.js";

/** @typedef {import("./vote_values.js").VoteValues} VoteValues */

const OWN = "own";
const BASES = ["summoned", "members", "present", "cast"];

export class RuleFields {
  /** An own fraction is being entered. */
  #isOwn = false;

  /** @param {(values: Partial<VoteValues>) => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    this.base = labelledSelect(BASES, baseLabel, (base) => onChange({ base }));
    this.share = labelledSelect(
      [...SHARES, OWN],
      (share) => (share === OWN ? t("Tỷ lệ khác") : shareLabel(share)),
      (share) => this.#choose(share),
    );
    this.quorum = labelledSelect(QUORUMS, quorumLabel, (quorum) =>
      onChange({ quorum }),
    );
    this.tie = labelledSelect(["fails", "chair"], tieLabel, (tie) => onChange({ tie }));
    /** @type {HTMLInputElement} */
    this.members = numberInput(0, () =>
      onChange({ members: readNumber(this.members) }),
    );
    this.numerator = numberInput(1, () => this.#sendOwn());
    this.denominator = numberInput(2, () => this.#sendOwn());
    this.strict = el("input", { type: "checkbox", onchange: () => this.#sendOwn() });
    this.membersField = field(FIELD_LABELS.members.label, this.members);
    this.ownPart = el(
      "div",
      { class: "vote-own-share" },
      field(t("Tử số"), this.numerator),
      field(t("Mẫu số"), this.denominator),
      tickLine(this.strict, t("Phải quá tỷ lệ này, bằng là chưa đủ")),
    );
  }

  get elements() {
    return [
      field(FIELD_LABELS.base.label, this.base),
      this.membersField,
      field(FIELD_LABELS.share.label, this.share),
      this.ownPart,
      field(FIELD_LABELS.quorum.label, this.quorum),
      field(FIELD_LABELS.tie.label, this.tie),
    ];
  }

  /** @param {string} share */
  #choose(share) {
    this.#isOwn = share === OWN;
    this.ownPart.hidden = !this.#isOwn;
    if (!this.#isOwn) this.onChange({ share });
  }

  #sendOwn() {
    const [numerator, denominator] = [this.numerator, this.denominator].map(readNumber);
    if (!numerator || !denominator) return;
    this.onChange({ share: fraction(numerator, denominator, this.strict.checked) });
  }

  /** @param {VoteValues} values */
  show({ base, share, members, quorum, tie }) {
    show(this.base, base);
    show(this.tie, tie);
    show(this.members, String(members));
    this.#showQuorum(quorum);
    this.membersField.hidden = base !== "members";
    this.#isOwn ||= !SHARES.includes(share);
    show(this.share, this.#isOwn ? OWN : share);
    this.ownPart.hidden = !this.#isOwn;
    const { numerator, denominator, strict } = readFraction(share);
    show(this.numerator, String(numerator));
    show(this.denominator, String(denominator));
    this.strict.checked = strict;
  }

  /**
   * Another client may have set a share that is not on the list.
   * @param {string} quorum
   */
  #showQuorum(quorum) {
    const known = [...this.quorum.options].map(({ value }) => value);
    if (!known.includes(quorum)) {
      this.quorum.append(el("option", { value: quorum }, quorumLabel(quorum)));
    }
    show(this.quorum, quorum);
  }
}
