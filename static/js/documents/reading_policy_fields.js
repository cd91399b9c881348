/** Fields for watermark, offline copies and expiry of a document. */

import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";
import { dateTimeField, parseLocalInput } from "../base/date_time_field.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */

/**
 * @param {string} label
 * @param {string} hint
 * @param {boolean} isOn
 * @param {(isOn: boolean) => void} onChange
 */
function checkbox(label, hint, isOn, onChange) {
  const box = el("input", { type: "checkbox", checked: isOn });
  box.addEventListener("change", () => onChange(box.checked));
  return el(
    "label",
    { class: "choice" },
    box,
    el("span", {}, label, el("span", { class: "hint" }, hint)),
  );
}

/**
 * @param {MeetingDocument} paper
 * @param {(action: () => Promise<unknown>) => Promise<boolean>} perform shows errors
 * @param {import("../base/address_builder.js").PostAddress} url
 * @param {() => void} onFailure
 */
export function readingPolicyFields({ is_marked, is_kept }, perform, url, onFailure) {
  const now = { is_marked, is_kept };
  const set = async (/** @type {Partial<typeof now>} */ change) => {
    const isDone = await perform(() => post(url, { ...now, ...change }));
    if (!isDone) onFailure();
  };
  return el(
    "fieldset",
    { class: "field choices" },
    el("legend", { class: "label" }, t("Cách cho đọc")),
    checkbox(
      t("In tên người đọc lên trang"),
      t(
        "Tên, đơn vị và giờ đăng nhập của từng người nằm chìm trên trang người đó xem.",
      ),
      is_marked,
      (isOn) => set({ is_marked: isOn }),
    ),
    checkbox(
      t("Không cho tải về"),
      t("Chỉ đọc khi có mạng tại hội nghị; máy của đại biểu không giữ lại trang nào."),
      !is_kept,
      (isOn) => set({ is_kept: !isOn }),
    ),
  );
}

/**
 * When the document is withdrawn automatically.
 * @param {MeetingDocument} paper
 * @param {(action: () => Promise<unknown>) => Promise<boolean>} perform shows errors
 * @param {import("../base/address_builder.js").PostAddress} url
 * @param {() => void} onFailure
 */
export function expiryFields({ readable_until, until_close }, perform, url, onFailure) {
  const until = dateTimeField({
    value: readable_until ? toLocalInput(readable_until) : "",
  });
  const set = async (/** @type {boolean} */ untilClose) => {
    const moment = parseLocalInput(until.value) ?? "";
    const change = { readable_until: moment, until_close: untilClose };
    if (!(await perform(() => post(url, change)))) onFailure();
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    set(until_close);
  };
  return el(
    "form",
    { class: "stack", onsubmit: send },
    field(
      t("Thôi cho đọc từ"),
      until,
      t("Tới giờ này tài liệu tự thu hồi khỏi mọi máy. Để trống: không hẹn giờ."),
    ),
    el("div", {}, el("button", { class: "button" }, t("Lưu giờ thu hồi"))),
    checkbox(
      t("Thu hồi khi kết thúc hội nghị"),
      t("Kết thúc hội nghị thì đại biểu không đọc lại được nữa."),
      until_close,
      set,
    ),
  );
}
