/** Fields of the form of a conclusion. */

import { setDay, watchDay } from "../base/day_field.js";
import { el } from "../base/dom.js";
import { field, select, show } from "../base/fields.js";
import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./conclusion_values.js").ConclusionValues} ConclusionValues */

const MAX_TEXT = 5000;
const MAX_UNIT = 300;
/** The list of the members' units, on the page. */
const UNITS_LIST = "units";

export class ConclusionFields {
  /** @param {(values: Partial<ConclusionValues>) => void} onChange */
  constructor(onChange) {
    this.text = el("textarea", {
      rows: 6,
      maxlength: MAX_TEXT,
      required: true,
      lang: "vi",
      oninput: () => onChange({ text: this.text.value }),
    });
    this.lead = el("input", {
      list: UNITS_LIST,
      maxlength: MAX_UNIT,
      autocomplete: "off",
      lang: "vi",
      oninput: () => onChange({ lead_unit: this.lead.value }),
    });
    this.units = el("textarea", {
      rows: 3,
      lang: "vi",
      oninput: () => onChange({ coordinating_units: this.units.value }),
    });
    this.due = el("input", { type: "text" });
    watchDay(this.due, (day) => onChange({ due_date: day }));
    this.item = select([], (id) => onChange({ item_id: Number(id) || null }));
    this.document = select([], (id) => {
      this.#showPage(Boolean(id));
      onChange({ document_id: Number(id) || null });
    });
    this.page = el("input", {
      type: "number",
      inputmode: "numeric",
      min: 1,
      oninput: () => onChange({ page: Math.round(Number(this.page.value)) || null }),
    });
    this.pageField = field(t("Trang"), this.page);
  }

  get elements() {
    return [
      field(t("Nội dung kết luận"), this.text),
      field(
        t("Đơn vị chủ trì"),
        this.lead,
        t("Đơn vị được giao và chịu trách nhiệm chính."),
      ),
      field(t("Đơn vị phối hợp"), this.units, t("Mỗi dòng một đơn vị.")),
      field(t("Thời hạn"), this.due, t("Để trống nếu không ấn định ngày.")),
      field(t("Nội dung chương trình"), this.item),
      field(t("Tài liệu"), this.document),
      this.pageField,
    ];
  }

  /**
   * Offer the meeting's items and documents.
   * @param {Snapshot} state
   */
  offer({ items, documents }) {
    offer(
      this.item,
      items.map(({ id, number, title }) => ({ id, label: `${number}. ${title}` })),
    );
    offer(
      this.document,
      documents.map(({ id, title }) => ({ id, label: title })),
    );
  }

  /** @param {ConclusionValues} values */
  show(values) {
    show(this.text, values.text);
    show(this.lead, values.lead_unit);
    show(this.units, values.coordinating_units);
    setDay(this.due, values.due_date);
    show(this.item, String(values.item_id ?? ""));
    show(this.document, String(values.document_id ?? ""));
    show(this.page, String(values.page ?? ""));
    this.#showPage(values.document_id !== null);
  }

  /** @param {boolean} hasDocument */
  #showPage(hasDocument) {
    this.pageField.hidden = !hasDocument;
  }
}

/**
 * @param {HTMLSelectElement} control
 * @param {{id: number, label: string}[]} choices
 */
function offer(control, choices) {
  const chosen = control.value;
  control.replaceChildren(
    el("option", { value: "" }, t("Không gắn")),
    ...choices.map(({ id, label }) => el("option", { value: id }, label)),
  );
  control.value = chosen;
}
