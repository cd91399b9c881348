/** Preview of an import: how it was read, new, changed, duplicate and invalid rows. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import {
  columnMapping,
  fileOptions,
  offerOptions,
  siteOption,
  encodingOptions,
} from "./import_options.js";
import { importButtons } from "./import_actions.js";
import { changeTable, problemTable } from "./import_tables.js";

/**
 * @typedef {{writing: string | null, separator: string | null, sheet: string | null,
 *   columns: Record<string, string> | null, create_sites: boolean, skip_hidden: boolean,
 *   drop_titles: boolean, split_names: boolean, restore_seats: boolean}} Choice
 * @typedef {{name: string, text: string, label: string, is_taken: boolean}} Offer
 * @typedef {{writing: string, names: string[], share: number}} EncodingSample
 * @typedef {{place: number, heading: string, example: string,
 *   field: string | null, why: string | null}} Column
 * @typedef {{row: number, name: string, reason: string}} RowProblem
 * @typedef {{row: number, name: string,
 *   changes: {label: string, before: string, after: string}[]}} Change
 * @typedef {{reading: {samples: EncodingSample[], writing: string | null, heading_row: number,
 *   columns: Column[], has_names: boolean, rows: number, heading_rows: number,
 *   notes: string[]}, offers: Offer[], left_out: RowProblem[], separator: string, sheets: string[],
 *   sheet: string, create_sites: boolean, problems: RowProblem[], duplicates: RowProblem[],
 *   changed: Change[], new_sites: string[], new_names: string[], signature: string,
 *   more_problems: string, more_duplicates: string, more_left_out: string,
 *   fields: {value: string, label: string}[]}} Preview
 * @typedef {{choose: (choice: Partial<Choice>) => void, apply: () => void,
 *   discard: () => void}} ImportActions
 * @typedef {import("./import_controller.js").State} State
 */

/**
 * @param {State} state
 * @param {Preview} preview
 * @param {ImportActions} actions
 * @returns {HTMLElement[]}
 */
export function renderPreview(state, preview, actions) {
  return [
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, t("Xem trước: {name}", { name: state.file_name })),
      el("p", { class: "soft" }, t("Chưa có gì được ghi.")),
      countTiles(state),
      rowAccount(preview),
      notice(preview.reading.notes),
      ...offerOptions(preview, actions.choose),
      siteOption(preview, actions.choose),
      importButtons(state, preview, actions),
    ),
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, t("Cách đọc tệp")),
      encodingOptions(preview, actions.choose),
      fileOptions(preview, actions.choose),
      columnMapping(preview, actions.choose),
    ),
    ...listSections(state, preview),
  ];
}

/** @param {State} state */
function countTiles({ counts }) {
  const tiles = [
    { label: t("Mới"), count: counts.new, kind: "new" },
    { label: t("Thay đổi"), count: counts.changed, kind: "changed" },
    { label: t("Giữ nguyên"), count: counts.same, kind: "same" },
    { label: t("Trùng trong tệp"), count: counts.duplicate, kind: "duplicate" },
    { label: t("Dòng lỗi"), count: counts.wrong, kind: "wrong" },
    { label: t("Dòng bỏ ngoài"), count: counts.left_out, kind: "left-out" },
    { label: t("Không có trong tệp, vẫn giữ"), count: counts.absent, kind: "absent" },
  ];
  return el(
    "dl",
    { class: "roster-counts" },
    ...tiles.map(({ label, count, kind }) =>
      el(
        "div",
        { class: `roster-count roster-count--${kind}`, "data-count": kind },
        el("dt", {}, label),
        el("dd", {}, String(count)),
      ),
    ),
  );
}

/**
 * What is to be known of the whole file, null if nothing.
 * @param {string[]} notes
 */
function notice(notes) {
  if (notes.length === 0) return null;
  return el(
    "ul",
    { class: "notice notice--warn roster-notes" },
    ...notes.map((note) => el("li", {}, note)),
  );
}

/**
 * That every line of the file is in one of the counts.
 * @param {Preview} preview
 */
function rowAccount({ reading: { rows, heading_rows: heads } }) {
  const words = t(
    "Tệp có {rows} dòng có chữ: {heads} dòng tiêu đề bảng, các dòng khác đều nằm trong các số trên.",
    { rows, heads },
  );
  return el("p", { class: "soft small" }, words);
}

/**
 * @param {State} state
 * @param {Preview} preview
 */
function listSections({ counts }, preview) {
  const made = [
    problemTable(t("Dòng lỗi"), preview.problems, counts.wrong, preview.more_problems),
    problemTable(
      t("Dòng trùng, chỉ tính một lần"),
      preview.duplicates,
      counts.duplicate,
      preview.more_duplicates,
    ),
    problemTable(
      t("Dòng bỏ ngoài, không phải một người"),
      preview.left_out,
      counts.left_out,
      preview.more_left_out,
    ),
    changeTable(preview.changed, counts.changed),
    newNames(preview.new_names, counts.new),
  ];
  return made.filter((list) => list !== null);
}

/**
 * @param {string[]} names
 * @param {number} count
 */
function newNames(names, count) {
  if (count === 0) return null;
  const more = count - names.length;
  return el(
    "section",
    { class: "card stack" },
    el("h2", {}, t("Người mới ({count})", { count })),
    el(
      "ul",
      { class: "roster-names", tabindex: 0 },
      ...names.map((name) => el("li", {}, name)),
    ),
    more > 0 &&
      el("p", { class: "soft" }, t("Còn {count} người nữa.", { count: more })),
  );
}
