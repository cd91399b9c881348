/** Form of a meeting: title, issuing body, place, time. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { field, select, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { RevisionForm } from "../base/revision_form.js";
import { toLocalInput, formatDateTime } from "../base/local_time.js";
import { dateTimeField, setDateTime } from "../base/date_time_field.js";

/** @typedef {import("../live/messages.js").Meeting} Meeting */
/** @typedef {import("./workspace.js").Workspace} Workspace */

/** @param {any} meeting */
const valuesOf = ({ title, body_name, place, starts_at, lease_hours, pin_mode }) => ({
  title,
  body_name,
  place,
  starts_at: toLocalInput(starts_at),
  lease_hours: String(lease_hours),
  pin_mode,
});
/** As long as the server allows; what a new meeting begins with. */
const MAX_LEASE_HOURS = 720;
export const DEFAULT_LEASE_HOURS = "24";
export const NO_PIN = "none";

const identity = (/** @type {string} */ value) => value;
const FIELD_LABELS = {
  title: { label: t("Tên hội nghị"), format: identity },
  body_name: { label: t("Cơ quan ban hành"), format: identity },
  place: { label: t("Địa điểm"), format: identity },
  starts_at: {
    label: t("Bắt đầu"),
    format: (/** @type {string} */ value) => formatDateTime(`${value}:00+07:00`),
  },
  lease_hours: { label: t("Số giờ đọc được khi mất mạng"), format: identity },
  pin_mode: {
    label: t("Mã PIN khi đăng nhập bằng thẻ"),
    format: (/** @type {string} */ value) => pinModeLabel(value),
  },
};

const PIN_MODES = [
  { value: NO_PIN, label: t("Không hỏi: có thẻ là vào") },
  { value: "own", label: t("Đại biểu tự đặt khi vào lần đầu") },
  { value: "printed", label: t("In sẵn trên phiếu, phát riêng") },
];

/** @param {string} mode */
const pinModeLabel = (mode) =>
  PIN_MODES.find(({ value }) => value === mode)?.label ?? "";

/** The fields, for a new meeting and for one that is there. */
export class MeetingFields {
  /** @param {(values: Record<string, string>) => void} onInput */
  constructor(onInput) {
    this.title = sentenceInput((title) => onInput({ title }));
    const textInput = (/** @type {string} */ name, /** @type {string} */ type) => {
      const made = el("input", {
        type,
        maxlength: 300,
        required: type !== "text",
        oninput: () => onInput({ [name]: made.value }),
      });
      return made;
    };
    this.body_name = textInput("body_name", "text");
    this.place = textInput("place", "text");
    this.starts_at = dateTimeField({
      required: true,
      onInput: (starts_at) => onInput({ starts_at }),
    });
    this.lease_hours = textInput("lease_hours", "number");
    this.lease_hours.min = "1";
    this.lease_hours.max = String(MAX_LEASE_HOURS);
    this.pin_mode = select(PIN_MODES, (pin_mode) => onInput({ pin_mode }));
  }

  get elements() {
    return [
      field(FIELD_LABELS.title.label, this.title),
      field(FIELD_LABELS.body_name.label, this.body_name),
      field(FIELD_LABELS.place.label, this.place),
      field(FIELD_LABELS.starts_at.label, this.starts_at),
      field(
        FIELD_LABELS.lease_hours.label,
        this.lease_hours,
        t("Quá số giờ này mà chưa nối lại máy chủ, máy tự xoá tài liệu đã lưu."),
      ),
      field(
        FIELD_LABELS.pin_mode.label,
        this.pin_mode,
        t(
          "Mã PIN có 4 đến 6 chữ số, nhập sau khi đưa thẻ. Sai 5 lần thì tới bàn tiếp đón.",
        ),
      ),
    ];
  }

  /** @param {Record<string, string>} values */
  show(values) {
    show(this.title, values.title ?? "");
    show(this.body_name, values.body_name ?? "");
    show(this.place, values.place ?? "");
    setDateTime(this.starts_at, values.starts_at ?? "");
    show(this.lease_hours, values.lease_hours ?? DEFAULT_LEASE_HOURS);
    show(this.pin_mode, values.pin_mode ?? NO_PIN);
  }
}

/**
 * What the server takes of the typed words.
 * @param {any} values
 */
export const meetingPayload = ({ lease_hours, ...values }) => ({
  ...values,
  lease_hours: Number(lease_hours) || 0,
});

export class MeetingForm extends RevisionForm {
  key = "meeting";

  /**
   * @param {Workspace} workspace
   * @param {Meeting} meeting
   */
  constructor(workspace, meeting) {
    super(valuesOf(meeting), meeting.revision, FIELD_LABELS);
    this.workspace = workspace;
    this.fields = new MeetingFields((values) => this.form.setFields(values));
    this.element = this.build(workspace.panel, t("Thông tin hội nghị"));
    // The browser checks the day and the hours.
    this.element.noValidate = false;
    this.show();
  }

  /**
   * @override
   * @param {any} theirs
   */
  valuesOfRefusal(theirs) {
    return valuesOf(theirs);
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  update({ meeting }) {
    this.receive(valuesOf(meeting), meeting.revision);
  }

  /**
   * @override
   * @param {Record<string, string>} values
   * @param {number} revision
   */
  async send(values, revision) {
    const url = addresses.meetingsChangeMeeting(this.workspace.meetingId);
    const kept = await post(url, { words: meetingPayload(values), revision });
    this.saved(kept.revision);
  }
}
