/** Dialog that moves an item with its documents to another meeting. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { openModal } from "../base/modal_dialog.js";
import { toast } from "../base/toast.js";

/** @typedef {{id: number, title: string, starts_at: string}} Target */

/**
 * Ask for the meeting, and move the item there.
 * @param {number} meetingId
 * @param {import("../live/messages.js").Item} item
 * @returns {Promise<boolean>} whether it was moved
 */
export async function moveToMeeting(meetingId, item) {
  try {
    const { meetings } = await get(addresses.meetingAdminTargets(meetingId));
    const target = await chooseMeeting(meetings, item);
    if (!target) return false;
    const url = addresses.meetingAdminMoveItemToMeeting(meetingId, item.id);
    await post(url, { meeting: target });
    toast(t("Đã chuyển nội dung cùng tài liệu sang hội nghị kia."));
    return true;
  } catch (error) {
    if (error instanceof ApiError) showError(error);
    else throw error;
    return false;
  }
}

/**
 * @param {Target[]} meetings
 * @param {import("../live/messages.js").Item} item
 * @returns {Promise<number>} the meeting's id; 0: none
 */
async function chooseMeeting(meetings, item) {
  const select = el(
    "select",
    { id: "move-target" },
    ...meetings.map(({ id, title, starts_at }) =>
      el("option", { value: id }, `${formatDateTime(starts_at)} – ${title}`),
    ),
  );
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "move-title" },
    el("h2", { id: "move-title" }, t("Chuyển sang phiên sau")),
    el("p", {}, `${item.number}. ${item.title}`),
    targetField(meetings, select),
    el(
      "p",
      { class: "soft" },
      t(
        "Nội dung con và tài liệu đi cùng, ở đó là bản chưa phát hành. Ở hội nghị này, tài liệu đã phát hành được thu hồi.",
      ),
    ),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el("button", { class: "button", value: "no", autofocus: true }, t("Không")),
      meetings.length > 0 &&
        el(
          "button",
          { class: "button button--primary", value: "yes" },
          t("Chuyển nội dung"),
        ),
    ),
  );
  await openModal(dialog);
  return dialog.returnValue === "yes" ? Number(select.value) : 0;
}

/**
 * @param {Target[]} meetings
 * @param {HTMLSelectElement} select
 */
function targetField(meetings, select) {
  if (!meetings.length)
    return el(
      "p",
      {},
      t("Đồng chí chưa soạn hội nghị nào khác. Xin tạo hội nghị trước."),
    );
  const label = el("label", { for: "move-target" }, t("Chuyển tới hội nghị"));
  return el("div", { class: "field" }, label, select);
}
