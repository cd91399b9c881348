/** The form of a meeting's words: title, issuing body, place, time. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { conflictNotice } from "../base/conflict.js";
import { el } from "../base/dom.js";
import { Edit } from "../base/edit.js";
import { field, select, sentenceInput, show } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { localField, localWords } from "../base/local_time.js";
import { momentField, showMoment } from "../base/moment_field.js";

/** @typedef {import("../live/messages.js").Meeting} Meeting */
/** @typedef {import("./desk.js").Desk} Desk */

/** @param {any} meeting */
const wordsOf = ({ title, body_name, place, starts_at, lease_hours, pin_mode }) => ({
  title,
  body_name,
  place,
  starts_at: localField(starts_at),
  lease_hours: String(lease_hours),
  pin_mode,
});
/** As long as the server allows; what a new meeting begins with. */
const LONGEST_LEASE = 720;
export const USUAL_LEASE = "24";
export const NO_PIN = "none";

const plain = (/** @type {string} */ value) => value;
const FIELDS = {
  title: { label: t("Tên hội nghị"), words: plain },
  body_name: { label: t("Cơ quan ban hành"), words: plain },
  place: { label: t("Địa điểm"), words: plain },
  starts_at: {
    label: t("Bắt đầu"),
    words: (/** @type {string} */ value) => localWords(`${value}:00+07:00`),
  },
  lease_hours: { label: t("Số giờ đọc được khi mất mạng"), words: plain },
  pin_mode: {
    label: t("Mã PIN khi đăng nhập bằng thẻ"),
    words: (/** @type {string} */ value) => pinWords(value),
  },
};

const PIN_MODES = [
  { value: NO_PIN, label: t("Không hỏi: có thẻ là vào") },
  { value: "own", label: t("Đại biểu tự đặt khi vào lần đầu") },
  { value: "printed", label: t("In sẵn trên phiếu, phát riêng") },
];

/** @param {string} mode */
const pinWords = (mode) => PIN_MODES.find(({ value }) => value === mode)?.label ?? "";

/** The fields, for a new meeting and for one that is there. */
export class MeetingFields {
  /** @param {(words: Record<string, string>) => void} typed */
  constructor(typed) {
    this.title = sentenceInput((title) => typed({ title }));
    const line = (/** @type {string} */ name, /** @type {string} */ type) => {
      const made = el("input", {
        type,
        maxlength: 300,
        required: type !== "text",
        oninput: () => typed({ [name]: made.value }),
      });
      return made;
    };
    this.body_name = line("body_name", "text");
    this.place = line("place", "text");
    this.starts_at = momentField({
      required: true,
      typed: (starts_at) => typed({ starts_at }),
    });
    this.lease_hours = line("lease_hours", "number");
    this.lease_hours.min = "1";
    this.lease_hours.max = String(LONGEST_LEASE);
    this.pin_mode = select(PIN_MODES, (pin_mode) => typed({ pin_mode }));
  }

  get elements() {
    return [
      field(FIELDS.title.label, this.title),
      field(FIELDS.body_name.label, this.body_name),
      field(FIELDS.place.label, this.place),
      field(FIELDS.starts_at.label, this.starts_at),
      field(
        FIELDS.lease_hours.label,
        this.lease_hours,
        t("Quá số giờ này mà chưa nối lại máy chủ, máy tự xoá tài liệu đã lưu."),
      ),
      field(
        FIELDS.pin_mode.label,
        this.pin_mode,
        t(
          "Mã PIN có 4 đến 6 chữ số, nhập sau khi đưa thẻ. Sai 5 lần thì tới bàn tiếp đón.",
        ),
      ),
    ];
  }

  /** @param {Record<string, string>} words */
  show(words) {
    show(this.title, words.title ?? "");
    show(this.body_name, words.body_name ?? "");
    show(this.place, words.place ?? "");
    showMoment(this.starts_at, words.starts_at ?? "");
    show(this.lease_hours, words.lease_hours ?? USUAL_LEASE);
    show(this.pin_mode, words.pin_mode ?? NO_PIN);
  }
}

/**
 * What the server takes of the typed words.
 * @param {any} words
 */
export const asSent = ({ lease_hours, ...words }) => ({
  ...words,
  lease_hours: Number(lease_hours) || 0,
});

export class MeetingForm {
  key = "meeting";

  /**
   * @param {Desk} desk
   * @param {Meeting} meeting
   */
  constructor(desk, meeting) {
    this.desk = desk;
    this.edit = new Edit(wordsOf(meeting), meeting.revision);
    this.fields = new MeetingFields((words) => this.edit.type(words));
    this.notice = el("div", {});
    const send = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#save();
    };
    const close = () => this.desk.panel.close();
    this.element = el(
      "form",
      { class: "stack panel-form", onsubmit: send },
      el(
        "div",
        { class: "panel-head" },
        el("h2", {}, t("Thông tin hội nghị")),
        el("button", { class: "button", type: "button", onclick: close }, t("Đóng")),
      ),
      this.notice,
      ...this.fields.elements,
      el("div", {}, el("button", { class: "button button--primary" }, t("Lưu"))),
    );
    this.#show();
  }

  isDirty() {
    return this.edit.isDirty;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  follow({ meeting }) {
    if (meeting.revision <= this.edit.revision) return;
    this.edit.learn(wordsOf(meeting), meeting.revision);
    this.#show();
  }

  #show() {
    this.fields.show(this.edit.mine);
    const notice = conflictNotice(this.edit, FIELDS, () => this.#show());
    this.notice.replaceChildren(...(notice ? [notice] : []));
  }

  async #save() {
    if (this.edit.other) return;
    const { mine: words, revision } = this.edit;
    try {
      const url = addresses.meetingsChangeMeeting(this.desk.meetingId);
      const kept = await post(url, {
        words: asSent(words),
        revision,
      });
      this.edit.kept(kept.revision);
      toast(t("Đã lưu."));
    } catch (error) {
      const refusal = /** @type {import("../base/api.js").ApiError} */ (error);
      if (refusal.code !== "changed_meanwhile") return toast(refusal.message, "error");
      this.#merge(/** @type {any} */ (refusal.details));
    }
  }

  /** @param {{theirs: object, revision: number, changed_by: string}} told */
  #merge(told) {
    const theirs = wordsOf(told.theirs);
    const result = this.edit.learn(theirs, told.revision, told.changed_by);
    this.#show();
    if (result === "followed") this.#save();
  }
}
