/**
 * List of tablets that do not show the live page: by kind, or by site if there are
 * many.
 */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { groupByKind, kindLabel, countsText, sinceLabel } from "./labels.js";

/** @typedef {import("./labels.js").OutOfSyncList} OutOfSyncList */
/** @typedef {import("./labels.js").OutOfSyncTablet} OutOfSyncTablet */
/** @typedef {import("./labels.js").Kind} Kind */
/**
 * @typedef {object} ListContext
 * @property {(document: number) => string} title of a paper
 * @property {boolean} isOneSite the site's name is in the heading
 * @property {(id: number, name: string) => void} openSite
 */

/**
 * @param {OutOfSyncList} outOfSync
 * @param {ListContext} hands
 * @returns {HTMLElement[]}
 */
export function drawOutOfSync({ rows, sites, more }, hands) {
  if (sites) return [drawSites(sites, hands)];
  if (!rows.length) {
    return [el("p", { class: "status-list-empty" }, t("Mọi máy đều đang theo."))];
  }
  const groups = groupByKind(rows).map(({ kind, rows: some }) =>
    drawGroup(kind, some, hands),
  );
  const rest = more
    ? el("p", { class: "soft status-list-more" }, t("và {more} máy nữa", { more }))
    : null;
  return rest ? [...groups, rest] : groups;
}

/**
 * @param {Kind} kind
 * @param {OutOfSyncTablet[]} rows
 * @param {ListContext} hands
 */
function drawGroup(kind, rows, hands) {
  const head = el(
    "h3",
    { class: "status-list-kind", "data-kind": kind },
    el("span", { class: "status-list-mark", "aria-hidden": "true" }),
    kindLabel(kind),
    el("span", { class: "status-list-count" }, String(rows.length)),
  );
  const lines = rows.map((row) => drawRow(row, hands));
  return el("section", {}, head, el("ul", { class: "status-list-rows" }, ...lines));
}

/**
 * @param {OutOfSyncTablet} row
 * @param {ListContext} hands
 */
function drawRow(row, { title, isOneSite }) {
  const seat = row.seat && t("Ghế {seat}", { seat: row.seat });
  const where = [seat, !isOneSite && row.site];
  const moment = el("span", { class: "status-list-since" }, sinceLabel(row.seconds));
  moment.dataset.seconds = String(row.seconds);
  return el(
    "li",
    { class: "status-list-row" },
    el("b", { class: "status-list-name" }, row.name),
    moment,
    el("span", { class: "status-list-where soft" }, where.filter(Boolean).join(" · ")),
    row.kind === "alone" &&
      el("span", { class: "status-list-page soft" }, pageOf(row, title)),
  );
}

/**
 * @param {OutOfSyncTablet} row
 * @param {(document: number) => string} title
 */
function pageOf({ document, page }, title) {
  if (document === null) return t("Chưa mở tài liệu nào");
  const name = title(document);
  return name
    ? t("Trang {page} · {name}", { page, name })
    : t("Trang {page}", { page });
}

/**
 * @param {import("./labels.js").SiteLine[]} sites
 * @param {ListContext} hands
 */
function drawSites(sites, { openSite }) {
  const lines = sites.map(({ id, name, counts }) => {
    const words = name || t("Chưa xếp điểm cầu");
    const button = el(
      "button",
      { class: "status-list-site", type: "button", onclick: () => openSite(id, words) },
      el("b", { class: "status-list-name" }, words),
      el("span", { class: "status-list-where soft" }, countsText(counts)),
    );
    button.dataset.site = String(id);
    return el("li", {}, button);
  });
  return el("ul", { class: "status-list-sites" }, ...lines);
}

/**
 * Let the written moments move on.
 * @param {ParentNode} list
 * @param {number} seconds since they were written
 */
export function updateAges(list, seconds) {
  for (const moment of list.querySelectorAll("[data-seconds]")) {
    if (!(moment instanceof HTMLElement)) continue;
    const text = sinceLabel(Number(moment.dataset.seconds) + seconds);
    if (moment.textContent !== text) moment.textContent = text;
  }
}
