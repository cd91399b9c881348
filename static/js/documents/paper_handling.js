/** How readers may handle a paper: their names across it, nothing to take away. */

import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

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
 * @param {string} url of the paper
 * @param {() => void} redraw
 */
export function handlingFields({ is_marked, is_kept }, ask, url, redraw) {
  const now = { is_marked, is_kept };
  const set = async (/** @type {Partial<typeof now>} */ wish) => {
    const isDone = await ask(() => post(`${url}/handling`, { ...now, ...wish }));
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
