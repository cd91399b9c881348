/** Buttons of a document's form. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { select } from "../base/fields.js";
import { t } from "../base/i18n.js";

/**
 * @param {string} label
 * @param {() => void} onClick
 * @param {string} [className]
 */
export const button = (label, onClick, className = "button") =>
  el("button", { class: className, type: "button", onclick: onClick }, label);

/**
 * @param {string} label
 * @param {string} href
 */
export const link = (label, href) =>
  el("a", { class: "button", href, target: "_blank" }, label);

/**
 * Stop the reading of a scan, go on with it, try again; nothing where there is none.
 * @param {number} meetingId
 * @param {import("../live/messages.js").MeetingDocument} paper
 * @param {(url: import("../base/address_builder.js").PostAddress) => void} onClick
 */
export function recognitionButton(meetingId, paper, onClick) {
  const { recognition, state, pages_to_recognise } = paper;
  if (recognition === "running") {
    return button(t("Dừng nhận dạng chữ"), () =>
      onClick(addresses.documentsPreparingStopRecognition(meetingId, paper.id)),
    );
  }
  // A scan that came while the server read none.
  const isUnread = recognition === "" && state === "ready" && pages_to_recognise > 0;
  if (!isUnread && !["stopped", "partly"].includes(recognition)) return null;
  return button(t("Nhận dạng chữ tiếp"), () =>
    onClick(addresses.documentsPreparingGoOnRecognising(meetingId, paper.id)),
  );
}

/**
 * Select for the agenda item of a document.
 * @param {import("../live/messages.js").Item[]} items
 * @param {import("../live/messages.js").MeetingDocument} paper
 * @param {(item: string) => void} onChange called with the item's id; "": unassigned
 */
export function itemSelect(items, paper, onChange) {
  const open = items.filter(({ is_on_paper }) => !is_on_paper);
  const options = open.map(({ id, number, title }) => ({
    value: String(id),
    label: `${number}. ${title}`,
  }));
  const unassigned = { value: "", label: t("Chưa gắn vào nội dung nào") };
  const element = select([unassigned, ...options], onChange);
  element.value = String(paper.item_id ?? "");
  return element;
}
