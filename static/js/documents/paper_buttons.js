/** The buttons of a paper's form. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { select } from "../base/fields.js";
import { t } from "../base/i18n.js";

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [look]
 */
export const button = (label, press, look = "button") =>
  el("button", { class: look, type: "button", onclick: press }, label);

/**
 * @param {string} label
 * @param {string} href
 */
export const link = (label, href) =>
  el("a", { class: "button", href, target: "_blank" }, label);

/**
 * Stop the reading of a scan, go on with it, try again; nothing where there is none.
 * @param {number} meetingId
 * @param {import("../live/messages.js").Paper} paper
 * @param {(url: import("../base/address.js").PostAddress) => void} press
 */
export function recognitionButton(meetingId, paper, press) {
  const { recognition, state, pages_to_recognise } = paper;
  if (recognition === "running") {
    return button(t("Dừng nhận dạng chữ"), () =>
      press(addresses.documentsPreparingStopRecognition(meetingId, paper.id)),
    );
  }
  // A scan that came while the server read none.
  const isUnread = recognition === "" && state === "ready" && pages_to_recognise > 0;
  if (!isUnread && !["stopped", "partly"].includes(recognition)) return null;
  return button(t("Nhận dạng chữ tiếp"), () =>
    press(addresses.documentsPreparingGoOnRecognising(meetingId, paper.id)),
  );
}

/**
 * Choose the item that a paper belongs to, among those that may have papers.
 * @param {import("../live/messages.js").Item[]} items
 * @param {import("../live/messages.js").Paper} paper
 * @param {(item: string) => void} chosen told the item's id, or nothing for the pile
 */
export function itemSelect(items, paper, chosen) {
  const open = items.filter(({ is_on_paper }) => !is_on_paper);
  const options = open.map(({ id, number, title }) => ({
    value: String(id),
    label: `${number}. ${title}`,
  }));
  const pile = { value: "", label: t("Chưa gắn vào nội dung nào") };
  const made = select([pile, ...options], chosen);
  made.value = String(paper.item_id ?? "");
  return made;
}
