/** Prepare a second round: among whom, and how many are chosen. */

import { el } from "../base/dom.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { ask } from "./dialogs.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/**
 * Return the options that the second round is proposed for: the tied ones, otherwise
 * those who are not elected, otherwise all.
 * @param {Vote} vote
 * @returns {number[]}
 */
export function proposedOptions({ form, options, result }) {
  if (!result || form !== "up_to") return options.map(({ id }) => id);
  if (result.tie.length) return result.tie;
  return options.map(({ id }) => id).filter((id) => !result.elected.includes(id));
}

/**
 * How many seats are still free.
 * @param {Vote} vote
 */
export function freeSeats({ max_choices: seats, result }) {
  return Math.max(1, seats - (result?.elected.length ?? 0));
}

/**
 * @param {Vote} vote
 * @returns {Promise<{options: number[], max_choices?: number} | null>} null: not now
 */
export async function askSecondRound(vote) {
  const proposed = proposedOptions(vote);
  if (vote.form !== "up_to") {
    const isSure = await ask(
      { title: t("Biểu quyết lại?"), yes: t("Chuẩn bị biểu quyết lại") },
      [el("p", {}, t("Một biểu quyết mới như cũ được chuẩn bị; chưa mở."))],
    );
    return isSure ? { options: proposed } : null;
  }
  const boxes = vote.options.map(({ id, label }) => ({
    id,
    label,
    input: el("input", { type: "checkbox", checked: proposed.includes(id) }),
  }));
  const seats = el("input", { type: "number", min: 1, value: freeSeats(vote) });
  const isSure = await ask({ title: t("Bầu vòng hai"), yes: t("Chuẩn bị vòng hai") }, [
    el(
      "fieldset",
      { class: "field choices" },
      el("legend", { class: "label" }, t("Những người được bầu lại")),
      ...boxes.map(({ input, label }) =>
        el("label", { class: "choice" }, input, el("span", {}, label)),
      ),
    ),
    field(t("Số người được bầu"), seats),
  ]);
  if (!isSure) return null;
  const options = boxes.filter(({ input }) => input.checked).map(({ id }) => id);
  return { options, max_choices: Number(seats.value) };
}
