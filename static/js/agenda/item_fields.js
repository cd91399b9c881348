/** Fields of the form of an agenda item. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { choice, field, select, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import {
  KIND_NAMES,
  kindLabel,
  VISIBILITY_NAMES,
  visibilityHint,
  visibilityLabel,
} from "./labels.js";
import { PresenterField } from "./presenter_field.js";

const MAX_MINUTES = 24 * 60;

export class ItemFields {
  /**
   * @param {number} meetingId
   * @param {(values: Record<string, any>) => void} onChange
   */
  constructor(meetingId, onChange) {
    this.title = sentenceInput((title) => onChange({ title }));
    this.kind = select(
      KIND_NAMES.map((value) => ({ value, label: kindLabel(value) })),
      (kind) => onChange({ kind }),
    );
    this.presenter = new PresenterField(
      addresses.agendaFindPresenters(meetingId),
      (presenter) => onChange({ presenter }),
    );
    this.minutes = el("input", {
      type: "number",
      inputmode: "numeric",
      min: 0,
      max: MAX_MINUTES,
      step: 5,
      oninput: () =>
        onChange({ planned_minutes: Math.round(Number(this.minutes.value)) }),
    });
    this.visibility = choice(
      t("Ai được xem"),
      VISIBILITY_NAMES.map((value) => ({
        value,
        label: visibilityLabel(value),
        hint: visibilityHint(value),
      })),
      (visibility) => onChange({ visibility }),
    );
    this.onPaper = el("input", {
      type: "checkbox",
      onchange: () => onChange({ is_on_paper: this.onPaper.checked }),
    });
  }

  get elements() {
    return [
      field(t("Tên nội dung"), this.title),
      field(t("Loại nội dung"), this.kind),
      this.presenter.element,
      field(t("Thời gian dự kiến (phút)"), this.minutes),
      this.visibility.element,
      el(
        "label",
        { class: "choice" },
        this.onPaper,
        el(
          "span",
          {},
          t("Nội dung mật – phát tài liệu giấy"),
          el(
            "span",
            { class: "hint" },
            t("Tài liệu chỉ phát tại phòng họp, không bao giờ đưa lên máy."),
          ),
        ),
      ),
    ];
  }

  /** @param {import("./item_values.js").ItemValues} values */
  show(values) {
    show(this.title, values.title);
    show(this.kind, values.kind);
    this.presenter.show(values.presenter);
    if (Number(this.minutes.value) !== values.planned_minutes || !this.minutes.value) {
      this.minutes.value = String(values.planned_minutes);
    }
    this.visibility.set(values.visibility);
    this.onPaper.checked = values.is_on_paper;
  }
}
