/** Parts that the forms of the preparing screen share. */

import { el } from "../base/dom.js";
import { select } from "../base/fields.js";

/**
 * A field for a number of people or ballots.
 * @param {number} value
 * @param {() => void} oninput
 * @param {number} [max]
 */
export const numberInput = (value, oninput, max = 100_000) =>
  el("input", { type: "number", inputmode: "numeric", min: 0, max, value, oninput });

/** @param {HTMLInputElement} input */
export const readNumber = ({ value }) => Math.max(0, Math.round(Number(value)));

/**
 * @param {readonly string[]} values
 * @param {(value: string) => string} label
 * @param {(value: string) => void} onChange
 */
export function labelledSelect(values, label, onChange) {
  const options = values.map((value) => ({ value, label: label(value) }));
  return select(options, onChange);
}

/**
 * @param {HTMLInputElement} input
 * @param {string} label
 */
export const tickLine = (input, label) =>
  el("label", { class: "choice" }, input, el("span", {}, label));
