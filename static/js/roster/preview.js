/** What a list would change: how it was read, who is new, changed, twice or wrong. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { columnTable, fileChoices, siteChoice, writingChoice } from "./choices.js";
import { changeTable, problemTable } from "./tables.js";

/**
 * @typedef {{writing: string | null, separator: string | null, sheet: string | null,
 *   columns: Record<string, string> | null, create_sites: boolean}} Choice
 * @typedef {{writing: string, names: string[], share: number}} Sample
 * @typedef {{place: number, heading: string, example: string,
 *   field: string | null}} Column
 * @typedef {{row: number, name: string, reason: string}} Problem
 * @typedef {{row: number, name: string,
 *   changes: {label: string, before: string, after: string}[]}} Change
 * @typedef {{reading: {samples: Sample[], writing: string | null, heading_row: number,
 *   columns: Column[], has_names: boolean}, separator: string, sheets: string[],
 *   sheet: string, create_sites: boolean, problems: Problem[], duplicates: Problem[],
 *   changed: Change[], new_sites: string[], new_names: string[], signature: string,
 *   fields: {value: string, label: string}[]}} Preview
 * @typedef {{choose: (choice: Partial<Choice>) => void, take: () => void,
 *   discard: () => void}} Deeds
 * @typedef {import("./import_controller.js").State} State
 */

/**
 * @param {State} state
 * @param {Preview} preview
 * @param {Deeds} deeds
 * @returns {HTMLElement[]}
 */
export function drawPreview(state, preview, deeds) {
  return [
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, t("Xem trước: {name}", { name: state.file_name })),
      el("p", { class: "soft" }, t("Chưa có gì được ghi.")),
      countTiles(state),
      answers(state, preview, deeds),
    ),
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, t("Cách đọc tệp")),
      writingChoice(preview, deeds.choose),
      fileChoices(preview, deeds.choose),
      columnTable(preview, deeds.choose),
      siteChoice(preview, deeds.choose),
    ),
    ...lists(state, preview),
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
 * What still has to be settled before the list can be written, empty if nothing.
 * @param {State} state
 * @param {Preview} preview
 */
function hindrance({ counts }, { reading }) {
  if (reading.writing === null) {
    return t("Tệp không phải Unicode. Xin chọn bên dưới dòng hiện đúng họ tên.");
  }
  if (!reading.has_names) return t("Xin chọn bên dưới cột nào là họ và tên.");
  if (counts.new + counts.changed > 0) return "";
  if (counts.wrong > 0) return t("Chưa có dòng nào ghi được. Xin xem các dòng lỗi.");
  return t("Không có gì để ghi: danh sách hội nghị đã đúng như tệp.");
}

/**
 * @param {State} state
 * @param {Preview} preview
 * @param {Deeds} deeds
 */
function answers(state, preview, { take, discard }) {
  const why = hindrance(state, preview);
  const { counts } = state;
  const count = counts.new + counts.changed;
  const yes = counts.wrong
    ? t("Ghi {count} người, bỏ {wrong} dòng lỗi", { count, wrong: counts.wrong })
    : t("Ghi {count} người", { count });
  return el(
    "div",
    { class: "stack" },
    why ? el("p", { class: "notice notice--warn" }, why) : null,
    el(
      "div",
      { class: "row" },
      el(
        "button",
        {
          class: "button button--primary",
          type: "button",
          disabled: why !== "",
          onclick: take,
        },
        yes,
      ),
      el(
        "button",
        { class: "button", type: "button", onclick: discard },
        t("Bỏ, không ghi gì"),
      ),
    ),
  );
}

/**
 * @param {State} state
 * @param {Preview} preview
 */
function lists({ counts }, preview) {
  const made = [
    problemTable(t("Dòng lỗi"), preview.problems, counts.wrong),
    problemTable(
      t("Dòng trùng, chỉ tính một lần"),
      preview.duplicates,
      counts.duplicate,
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
