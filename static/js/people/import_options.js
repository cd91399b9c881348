/** Options of an import: encoding, separator, columns. */

import { el } from "../base/dom.js";
import { choice, field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { row, table } from "./import_tables.js";

/**
 * @typedef {import("./import_preview.js").Preview} Preview
 * @typedef {(choice: Partial<import("./import_preview.js").Choice>) => void} Choose
 */

/** A column of which nothing is taken. */
const UNUSED = "unused";

/** @returns {Record<string, string>} */
const writings = () => ({
  unicode: t("Unicode"),
  tcvn3: t("TCVN3 (ABC, phông .VnTime)"),
  vni: t("VNI (phông VNI-Times)"),
  cp1258: t("Windows 1258"),
});

/**
 * Each way of writing with three names as they look in it; the likeliest first.
 * @param {Preview} preview
 * @param {Choose} choose
 */
export function encodingOptions({ reading }, choose) {
  const labels = writings();
  const ways = reading.samples.map(({ writing, names }) => ({
    value: writing,
    label: labels[writing] ?? writing,
    hint: names.join(" · "),
  }));
  const made = choice(t("Bảng mã: dòng nào hiện đúng họ tên?"), ways, (writing) =>
    choose({ writing }),
  );
  if (reading.writing) made.set(reading.writing);
  made.element.classList.add("roster-writings");
  // Collapsed when the encoding is certain.
  if (reading.writing !== "unicode") return made.element;
  return el(
    "details",
    { class: "roster-details" },
    el("summary", {}, t("Bảng mã: Unicode. Chữ hiện sai? Chọn bảng mã khác")),
    made.element,
  );
}

/**
 * @param {Preview} preview
 * @param {Choose} choose
 */
export function fileOptions({ separator, sheets, sheet }, choose) {
  const fields = [];
  if (separator) {
    const signs = [
      { value: ";", label: t("Dấu chấm phẩy ;") },
      { value: ",", label: t("Dấu phẩy ,") },
      { value: "\t", label: t("Dấu tab") },
    ];
    const made = select(signs, (value) => choose({ separator: value, columns: null }));
    made.value = separator;
    fields.push(field(t("Dấu ngăn cột"), made));
  }
  if (sheets.length > 1) {
    const names = sheets.map((name) => ({ value: name, label: name }));
    const made = select(names, (value) => choose({ sheet: value, columns: null }));
    made.value = sheet;
    fields.push(field(t("Trang tính"), made));
  }
  return fields.length > 0 ? el("div", { class: "roster-fields" }, ...fields) : null;
}

/**
 * @param {Preview} preview
 * @param {Choose} choose
 */
export function columnMapping({ reading, fields }, choose) {
  const options = [{ value: UNUSED, label: t("Không dùng") }, ...fields];
  const rows = reading.columns.map((column) => {
    const made = select(options, (value) =>
      choose({ columns: withColumn(reading.columns, column.place, value) }),
    );
    made.value = column.field ?? UNUSED;
    const heading = column.heading || t("(không tiêu đề)");
    made.setAttribute("aria-label", heading);
    const use = column.why
      ? el("div", {}, made, el("p", { class: "soft small" }, column.why))
      : made;
    return row(heading, column.example, use);
  });
  const title = t("Cột trong tệp (tiêu đề ở dòng {row})", { row: reading.heading_row });
  return el(
    "div",
    { class: "stack roster-columns" },
    el("h3", {}, title),
    table([t("Tiêu đề"), t("Ví dụ"), t("Dùng làm")], rows),
  );
}

/**
 * Columns after one was reassigned; no field is assigned twice.
 * @param {import("./import_preview.js").Column[]} columns
 * @param {number} place
 * @param {string} value
 * @returns {Record<string, string>}
 */
export function withColumn(columns, place, value) {
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const column of columns) {
    const held = column.place === place ? value : column.field;
    if (held && held !== UNUSED && (column.place === place || held !== value)) {
      chosen[String(column.place)] = held;
    }
  }
  return chosen;
}

/**
 * @param {Preview} preview
 * @param {Choose} choose
 */
export function siteOption({ new_sites: sites, create_sites: creates }, choose) {
  if (sites.length === 0) return null;
  const names = sites.slice(0, 20).join(", ") + (sites.length > 20 ? "…" : "");
  return offer(
    [t("Điểm cầu chưa có trong hội nghị ({count}):", { count: sites.length }), names],
    t("Tạo các điểm cầu này khi ghi danh sách"),
    creates,
    (create_sites) => choose({ create_sites }),
  );
}

/**
 * What can be done about rows of one kind, each with its box.
 * @param {Preview} preview
 * @param {Choose} choose
 */
export function offerOptions({ offers }, choose) {
  return offers.map(({ name, text, label, is_taken }) =>
    offer([text], label, is_taken, (checked) => choose({ [name]: checked })),
  );
}

/**
 * @param {string[]} paragraphs
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} onChange
 */
function offer(paragraphs, label, checked, onChange) {
  const box = el("input", {
    type: "checkbox",
    checked,
    onchange: () => onChange(box.checked),
  });
  return el(
    "div",
    { class: "notice notice--warn roster-offer" },
    ...paragraphs.map((words) => el("p", {}, words)),
    el("label", { class: "choice" }, box, el("span", {}, label)),
  );
}
