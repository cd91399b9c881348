/** List of search hits by document, with marked matches. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./search_session.js").SearchHit} SearchHit */
/** @typedef {import("./search_session.js").TextPart} TextPart */
/** @typedef {(hit: SearchHit, ...inside: HTMLElement[]) => HTMLElement} MakeRow */

/**
 * @param {Map<number, SearchHit[]>} byDocument
 * @param {MakeRow} makeRow a button or a link that opens the hit
 * @returns {HTMLElement[]}
 */
export function hitList(byDocument, makeRow) {
  return [...byDocument.values()].map((hits) => paper(hits, makeRow));
}

/**
 * @param {SearchHit[]} hits of one document
 * @param {MakeRow} makeRow
 */
function paper(hits, makeRow) {
  const [first] = hits;
  const titled = hits.find((hit) => hit.is_title) ?? first;
  const number = first?.item_number
    ? el("span", { class: "hit-item" }, t("Nội dung {n}", { n: first.item_number }))
    : null;
  return el(
    "section",
    { class: "hit-paper" },
    el("h3", { class: "hit-title" }, ...marked(titled?.title ?? [])),
    number,
    el("ul", { class: "hit-pages" }, ...hits.map((hit) => row(hit, makeRow))),
  );
}

/**
 * @param {SearchHit} hit
 * @param {MakeRow} makeRow
 */
function row(hit, makeRow) {
  const page = el("b", { class: "hit-page" }, t("Trang {page}", { page: hit.page }));
  const snippet = hit.is_title
    ? el("span", { class: "hit-text soft" }, t("Tên tài liệu có chữ cần tìm"))
    : el("span", { class: "hit-text" }, ...marked(hit.parts));
  return el("li", {}, makeRow(hit, page, snippet));
}

/** @param {TextPart[]} parts */
function marked(parts) {
  return parts.map(([text, isFound]) => (isFound ? el("mark", {}, text) : text));
}
