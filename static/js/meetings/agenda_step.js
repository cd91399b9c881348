/** What comes next in the agenda. Pure functions. */

import { t } from "../base/i18n.js";
import { transitionsFrom } from "./meeting_states.js";

/** @typedef {import("./next_step.js").NextStep} NextStep */

const BREAK = "break";

/**
 * The next item is called; a break also adjourns; after the last one the meeting ends.
 * @param {any} state
 * @returns {NextStep | null}
 */
export function agendaStep({ items, live }) {
  if (!items.length) return null;
  const current = items.findIndex((/** @type {any} */ { id }) => id === live.item_id);
  const item = items[current + 1];
  if (!item) return endStep();
  const title = `${item.number}. ${item.title}`;
  const presenter = item.presenter;
  const note = presenter && t("Trình bày: {presenter}", { presenter });
  const step = { item_id: item.id, instead_of: live.item_id, note };
  if (item.kind === BREAK) {
    const label = t("Tạm nghỉ: {title}", { title });
    return { ...step, kind: "take_break", state: "adjourned", label };
  }
  const label =
    current < 0
      ? t("Bắt đầu: {title}", { title })
      : t("Chuyển sang: {title}", { title });
  return { ...step, kind: "call_item", label };
}

/** @returns {NextStep | null} */
function endStep() {
  const closing = transitionsFrom("open").find(({ state }) => state === "closed");
  if (!closing) return null;
  const { state, label, question } = closing;
  return { kind: "change_state", state, label, question };
}
