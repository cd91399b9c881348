/** Fields of the form of a vote. */

import { el } from "../base/dom.js";
import { field, select, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { kindLabel } from "./labels.js";
import { RuleFields } from "./rule_fields.js";
import { labelledSelect, numberInput, readNumber, tickLine } from "./panel_parts.js";
import { FIELD_LABELS, formLabel, voterRuleLabel } from "./vote_labels.js";
import {
  FORMS,
  KINDS,
  kindValues,
  mayHaveReceipt,
  optionsText,
  ruleValues,
} from "./vote_values.js";

/** @typedef {import("./vote_values.js").VoteValues} VoteValues */
/**
 * @typedef {Record<string, {label: string, options: string[],
 *   rule: import("../live/messages.js").VoteRule}>} Presets
 */

const EITHER_SECRET = ["election", "confidence"];

const labelOfKind = (/** @type {string} */ kind) => kindLabel({ kind });
const toId = (/** @type {string} */ value) => (value ? Number(value) : null);

/** @param {HTMLElement} tick */
const receiptPart = (tick) =>
  el(
    "div",
    { class: "receipt" },
    tick,
    el(
      "p",
      { class: "notice notice--warn" },
      t(
        "Người bỏ phiếu cũng có thể đưa mã cho người khác xem, nên ai gây áp lực với họ có thể đòi mã để biết họ chọn gì. Chỉ dùng khi không lo điều đó.",
      ),
    ),
  );

export class VoteFields {
  #drawnKind = "";

  /**
   * @param {Presets} presets answers and rule customary in each body
   * @param {(values: Partial<VoteValues>) => void} onChange
   * @param {{items: {value: string, label: string}[],
   *   documents: {value: string, label: string}[]}} lists
   */
  constructor(presets, onChange, { items, documents }) {
    this.onChange = onChange;
    this.preset = labelledSelect(
      ["", ...Object.keys(presets)],
      (name) => presets[name]?.label ?? t("Chọn mẫu…"),
      (name) => this.#usePreset(presets[name]),
    );
    this.title = sentenceInput((title) => onChange({ title }), 300);
    this.question = this.#text(3, (question) => onChange({ question }));
    this.kind = labelledSelect(KINDS, labelOfKind, (kind) =>
      onChange(kindValues(kind)),
    );
    this.form = select([], (form) => onChange({ form }));
    this.options = this.#text(5, (options) => onChange({ options }));
    this.most = this.#number((max_choices) => onChange({ max_choices }), 200);
    this.item = select(items, (id) => onChange({ item_id: toId(id) }));
    this.document = select(documents, (id) => onChange({ document_id: toId(id) }));
    this.voters = labelledSelect(["present", "summoned"], voterRuleLabel, (rule) =>
      onChange({ voter_rule: rule }),
    );
    this.rule = new RuleFields(onChange);
    this.secret = this.#tick(FIELD_LABELS.is_secret.label, "is_secret");
    this.untilClose = this.#tick(FIELD_LABELS.until_close.label, "until_close");
    this.receipt = this.#tick(FIELD_LABELS.has_receipt.label, "has_receipt");
    this.receiptPart = receiptPart(this.receipt.element);
    const rehearsal = t("Biểu quyết thử (ghi rõ THỬ ở mọi nơi, không tính)");
    this.rehearsal = this.#tick(rehearsal, "is_rehearsal");
    this.shares = this.#number((count) => onChange({ share_count: count }), 16);
    this.threshold = this.#number((least) => onChange({ share_threshold: least }), 16);
    this.formField = field(FIELD_LABELS.form.label, this.form);
    this.mostField = field(FIELD_LABELS.max_choices.label, this.most);
    this.sharesPart = el(
      "details",
      { class: "vote-fold" },
      el("summary", {}, t("Chia chìa khoá cho người kiểm phiếu")),
      field(t("Số người giữ chìa khoá"), this.shares),
      field(t("Số người cần có mặt để mở"), this.threshold),
    );
  }

  get elements() {
    const labels = FIELD_LABELS;
    const hint = t("Mỗi dòng một phương án hoặc một người; chức vụ ghi sau dấu |.");
    return [
      field(t("Mẫu phương án và cách tính"), this.preset),
      field(labels.title.label, this.title),
      field(labels.question.label, this.question),
      field(labels.kind.label, this.kind),
      this.formField,
      field(labels.options.label, this.options, hint),
      this.mostField,
      ...this.rule.elements,
      field(labels.voter_rule.label, this.voters),
      field(t("Thuộc nội dung"), this.item),
      field(t("Tài liệu được biểu quyết"), this.document),
      this.secret.element,
      this.untilClose.element,
      this.rehearsal.element,
      this.receiptPart,
      this.sharesPart,
    ];
  }

  /** @param {VoteValues} values */
  show(values) {
    this.#showForms(values);
    show(this.title, values.title);
    show(this.question, values.question);
    show(this.kind, values.kind);
    show(this.form, values.form);
    show(this.options, values.options);
    show(this.most, String(values.max_choices));
    show(this.item, String(values.item_id ?? ""));
    show(this.document, String(values.document_id ?? ""));
    show(this.voters, values.voter_rule);
    show(this.shares, String(values.share_count));
    show(this.threshold, String(values.share_threshold));
    this.secret.input.checked = values.is_secret;
    this.untilClose.input.checked = values.until_close;
    this.receipt.input.checked = values.has_receipt;
    this.receiptPart.hidden = !mayHaveReceipt(values);
    this.rehearsal.input.checked = values.is_rehearsal;
    this.rule.show(values);
  }

  /** @param {VoteValues} values */
  #showForms({ kind, form, is_secret: isSecret }) {
    const forms = FORMS[/** @type {keyof typeof FORMS} */ (kind)] ?? [form];
    if (this.#drawnKind !== kind) {
      this.#drawnKind = kind;
      this.form.replaceChildren(
        ...forms.map((value) => el("option", { value }, formLabel(value))),
      );
    }
    const isBallot = kind !== "hands" && kind !== "paper";
    this.formField.hidden = forms.length < 2;
    this.mostField.hidden = form !== "up_to";
    this.secret.element.hidden = !EITHER_SECRET.includes(kind);
    this.untilClose.element.hidden = !isBallot;
    this.sharesPart.hidden = !isBallot || !isSecret;
  }

  /** @param {Presets[string] | undefined} preset */
  #usePreset(preset) {
    if (!preset) return;
    const options = optionsText(preset.options.map((label) => ({ label, note: "" })));
    this.onChange({ options, ...ruleValues(preset.rule) });
  }

  /**
   * @param {number} rows
   * @param {(text: string) => void} onInput
   */
  #text(rows, onInput) {
    /** @type {HTMLTextAreaElement} */
    const area = el("textarea", {
      rows,
      maxlength: 20_000,
      oninput: () => onInput(area.value),
    });
    return area;
  }

  /**
   * @param {(value: number) => void} onInput
   * @param {number} max
   */
  #number(onInput, max) {
    /** @type {HTMLInputElement} */
    const input = numberInput(0, () => onInput(readNumber(input)), max);
    return input;
  }

  /**
   * @param {string} label
   * @param {"is_secret" | "until_close" | "has_receipt" | "is_rehearsal"} name
   */
  #tick(label, name) {
    /** @type {HTMLInputElement} */
    const input = el("input", {
      type: "checkbox",
      onchange: () => this.onChange({ [name]: input.checked }),
    });
    return { input, element: tickLine(input, label) };
  }
}
