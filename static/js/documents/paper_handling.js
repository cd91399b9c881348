/** How readers may handle a paper: their names across it, what they keep, how long. */

import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { localField } from "../base/local_time.js";
import { momentField, readMoment } from "../base/moment_field.js";

/** @typedef {import("../live/messages.js").Paper} Paper */

/**
 * @param {string} label
 * @param {string} hint
 * @param {boolean} isOn
 * @param {(isOn: boolean) => void} turn
 */
function tick(label, hint, isOn, turn) {
  const box = el("input", { type: "checkbox", checked: isOn });
  box.addEventListener("change", () => turn(box.checked));
  return el(
    "label",
    { class: "choice" },
    box,
    el("span", {}, label, el("span", { class: "hint" }, hint)),
  );
}

/**
 * @param {Paper} paper
 * @param {(deed: () => Promise<unknown>) => Promise<boolean>} ask does it, says why not
 * @param {import("../base/address.js").PostAddress} url
 * @param {() => void} redraw
 */
export function handlingFields({ is_marked, is_kept }, ask, url, redraw) {
  const now = { is_marked, is_kept };
  const set = async (/** @type {Partial<typeof now>} */ wish) => {
    const isDone = await ask(() => post(url, { ...now, ...wish }));
    if (!isDone) redraw();
  };
  return el(
    "fieldset",
    { class: "field choices" },
    el("legend", { class: "label" }, t("Cách cho đọc")),
    tick(
      t("In tên người đọc lên trang"),
      t(
        "Tên, đơn vị và giờ đăng nhập của từng người nằm chìm trên trang người đó xem.",
      ),
      is_marked,
      (isOn) => set({ is_marked: isOn }),
    ),
    tick(
      t("Không cho tải về"),
      t("Chỉ đọc khi có mạng tại hội nghị; máy của đại biểu không giữ lại trang nào."),
      !is_kept,
      (isOn) => set({ is_kept: !isOn }),
    ),
  );
}

/**
 * When the paper is taken back by itself.
 * @param {Paper} paper
 * @param {(deed: () => Promise<unknown>) => Promise<boolean>} ask does it, says why not
 * @param {import("../base/address.js").PostAddress} url
 * @param {() => void} redraw
 */
export function limitFields({ readable_until, until_close }, ask, url, redraw) {
  const until = momentField({
    value: readable_until ? localField(readable_until) : "",
  });
  const set = async (/** @type {boolean} */ untilClose) => {
    const moment = readMoment(until.value) ?? "";
    const wish = { readable_until: moment, until_close: untilClose };
    if (!(await ask(() => post(url, wish)))) redraw();
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
    tick(
      t("Thu hồi khi kết thúc hội nghị"),
      t("Kết thúc hội nghị thì đại biểu không đọc lại được nữa."),
      until_close,
      set,
    ),
  );
}
