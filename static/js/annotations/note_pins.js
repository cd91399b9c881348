/** Pins of text notes on a page, each at the height of its anchor. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { icon } from "./icons.js";

/** @typedef {import("./note.js").Note} Note */

const MAX_LABEL_LENGTH = 80;

/**
 * @param {Note[]} notes
 * @param {(note: Note) => void} open
 */
export function pins(notes, open) {
  const inOrder = [...notes].sort((one, other) => one.body.at[1] - other.body.at[1]);
  return el("div", { class: "pins" }, ...inOrder.map((note) => pin(note, open)));
}

/**
 * @param {Note} note
 * @param {(note: Note) => void} open
 */
function pin(note, open) {
  const text = note.body.text.slice(0, MAX_LABEL_LENGTH);
  const button = el(
    "button",
    {
      class: note.author ? "pin pin--theirs" : "pin",
      type: "button",
      title: text,
      "aria-label": labelOf(note, text),
      "data-colour": note.colour,
      onclick: () => open(note),
      // A pin lies on the page: touching it must not turn the page.
      onpointerdown: (/** @type {Event} */ event) => event.stopPropagation(),
    },
    icon("note"),
  );
  button.style.top = `${Math.min(0.97, Math.max(0.02, note.body.at[1])) * 100}%`;
  button.style.left = `${Math.min(0.98, Math.max(0.02, note.body.at[0])) * 100}%`;
  return button;
}

/**
 * @param {Note} note
 * @param {string} text
 */
function labelOf({ author }, text) {
  return author
    ? t("Ghi chú của {author}: {text}", { author, text })
    : t("Ghi chú: {text}", { text });
}
