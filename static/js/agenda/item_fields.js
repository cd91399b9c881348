/** The fields of an item's form. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { choice, field, select, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import {
  KIND_NAMES,
  kindLabel,
  VISIBILITY_NAMES,
  visibilityExplained,
  visibilityLabel,
} from "./labels.js";
import { PresenterField } from "./presenter_field.js";

const LONGEST_MINUTES = 24 * 60;

export class ItemFields {
  /**
   * @param {number} meetingId
   * @param {(words: Record<string, any>) => void} typed
   */
  constructor(meetingId, typed) {
    this.title = sentenceInput((title) => typed({ title }));
    this.kind = select(
      KIND_NAMES.map((value) => ({ value, label: kindLabel(value) })),
      (kind) => typed({ kind }),
    );
    this.presenter = new PresenterField(
      addresses.agendaFindPresenters(meetingId),
      (presenter) => typed({ presenter }),
    );
    this.minutes = el("input", {
      type: "number",
      inputmode: "numeric",
      min: 0,
      max: LONGEST_MINUTES,
      step: 5,
      oninput: () => typed({ planned_minutes: Math.round(Number(this.minutes.value)) }),
    });
    this.visibility = choice(
      t("Ai được xem"),
      VISIBILITY_NAMES.map((value) => ({
        value,
        label: visibilityLabel(value),
        hint: visibilityExplained(value),
      })),
      (visibility) => typed({ visibility }),
    );
    this.onPaper = el("input", {
      type: "checkbox",
      onchange: () => typed({ is_on_paper: this.onPaper.checked }),
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

  /** @param {import("./item_words.js").ItemWords} words */
  show(words) {
    show(this.title, words.title);
    show(this.kind, words.kind);
    this.presenter.show(words.presenter);
    if (Number(this.minutes.value) !== words.planned_minutes || !this.minutes.value) {
      this.minutes.value = String(words.planned_minutes);
    }
    this.visibility.set(words.visibility);
    this.onPaper.checked = words.is_on_paper;
  }
}
