/** The result of an open vote by site and by unit. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { inform } from "./dialogs.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").VoteResult} VoteResult */
/** @typedef {import("../live/messages.js").VoteGroup} VoteGroup */

/**
 * @param {Vote} vote
 * @param {VoteResult} result
 */
export function showGroups(vote, { by_site: sites = [], by_unit: units = [] }) {
  return inform(t("Kết quả theo điểm cầu và đơn vị"), [
    groupTable(t("Điểm cầu"), vote, sites, t("Không thuộc điểm cầu")),
    groupTable(t("Đơn vị"), vote, units, t("Chưa ghi đơn vị")),
  ]);
}

/**
 * @param {string} heading
 * @param {Vote} vote
 * @param {VoteGroup[]} groups
 * @param {string} nameless
 */
function groupTable(heading, { options }, groups, nameless) {
  const number = (/** @type {number} */ count) =>
    el("td", { class: "vote-figure" }, String(count));
  return el(
    "div",
    { class: "vote-scroll", tabindex: 0, role: "region", "aria-label": heading },
    el(
      "table",
      { class: "table" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ...[heading, ...options.map(({ label }) => label), t("Số phiếu")].map(
            (text) => el("th", { scope: "col" }, text),
          ),
        ),
      ),
      el(
        "tbody",
        {},
        ...groups.map(({ name, cast, counts }) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, name || nameless),
            ...options.map(({ id }) => number(counts[id] ?? 0)),
            number(cast),
          ),
        ),
      ),
    ),
  );
}
