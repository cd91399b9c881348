/** Questions as the builder edits them. */

import { t } from "../base/i18n.js";

/**
 * @typedef {{key: string, text: string}} Choice
 * @typedef {{question: string, values: string[]}} Condition
 * @typedef {object} Question
 * @property {string} key
 * @property {string} kind
 * @property {string} text
 * @property {string} [section]
 * @property {string} [note]
 * @property {Choice[]} [options]
 * @property {Choice[]} [rows]
 * @property {boolean} [is_required]
 * @property {boolean} [is_shuffled]
 * @property {Condition | null} [condition]
 * @property {number | null} [minimum]
 * @property {number | null} [maximum]
 * @property {string} [low]
 * @property {string} [high]
 * @typedef {(values: Partial<Question>) => void} Setter
 */

export const HAS_OPTIONS = new Set(["single", "multiple", "matrix", "ranking"]);
export const DECIDES = new Set(["single", "multiple", "scale"]);

/** @returns {{value: string, label: string}[]} */
export const kindLabels = () => [
  { value: "single", label: t("Chọn một") },
  { value: "multiple", label: t("Chọn nhiều") },
  { value: "scale", label: t("Thang điểm") },
  { value: "matrix", label: t("Bảng chọn") },
  { value: "ranking", label: t("Xếp thứ tự") },
  { value: "number", label: t("Số") },
  { value: "date", label: t("Ngày") },
  { value: "text", label: t("Ý kiến viết") },
];

/**
 * @param {string} letter
 * @param {{key: string}[]} others
 * @returns {string} a key that none of the others has
 */
export function newKey(letter, others) {
  const numbers = others.map(({ key }) => Number(key.slice(letter.length)) || 0);
  return `${letter}${Math.max(0, ...numbers) + 1}`;
}

/**
 * @param {Question[]} others
 * @returns {Question}
 */
export function newQuestion(others) {
  const options = ["o1", "o2"].map((key) => ({ key, text: "" }));
  return { key: newKey("q", others), kind: "single", text: "", options };
}

/**
 * @param {string} text one choice on a line
 * @param {Choice[]} before keep their keys where the words are the same, or the place
 * @param {string} letter
 * @returns {Choice[]}
 */
export function parseChoices(text, before, letter) {
  const lines = text.split("\n").map((line) => line.trim());
  const words = lines.filter(Boolean);
  /** @type {(Choice | null)[]} */
  const choices = words.map((word) => before.find((one) => one.text === word) ?? null);
  const isFree = (/** @type {Choice} */ one) =>
    !choices.some((c) => c?.key === one.key);
  words.forEach((word, index) => {
    const here = before[index];
    if (choices[index]) return;
    const others = [...before, ...choices.filter((one) => one !== null)];
    const key = here && isFree(here) ? here.key : newKey(letter, others);
    choices[index] = { key, text: word };
  });
  return choices.filter((one) => one !== null);
}

/** @param {Choice[] | undefined} choices */
export const choiceLines = (choices) =>
  (choices ?? []).map(({ text }) => text).join("\n");

/**
 * @param {Question} question
 * @returns {Question} without what its kind does not use
 */
export function cleaned(question) {
  const { kind } = question;
  const hasOptions = HAS_OPTIONS.has(kind);
  const hasRange = kind === "scale" || kind === "number";
  return {
    ...question,
    options: ifUsed(hasOptions, question.options, []),
    rows: ifUsed(kind === "matrix", question.rows, []),
    is_shuffled: ifUsed(hasOptions, question.is_shuffled, false),
    minimum: ifUsed(hasRange, question.minimum, null),
    maximum: ifUsed(hasRange || kind === "multiple", question.maximum, null),
    low: ifUsed(kind === "scale", question.low, ""),
    high: ifUsed(kind === "scale", question.high, ""),
  };
}

/**
 * @template V
 * @param {boolean} isUsed
 * @param {V | null | undefined} value
 * @param {V} unused
 * @returns {V}
 */
const ifUsed = (isUsed, value, unused) => (isUsed ? (value ?? unused) : unused);
