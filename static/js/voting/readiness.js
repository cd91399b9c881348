/** What to look at before a vote is opened: quorum, roll, connected tablets. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { foldedPeople } from "./dialogs.js";

/** @typedef {import("./dialogs.js").Person} Person */
/**
 * @typedef {{summoned: number, present: number, eligible: number, connected: number,
 *   quorum: {needed: number, reached: boolean}, is_ready: boolean, problems: string[],
 *   missing: Person[], not_connected: Person[]}} Readiness
 */

/**
 * The checks, each with whether it is fulfilled.
 * @param {Readiness} readiness
 * @param {boolean} isElectronic
 * @returns {{isGood: boolean, text: string}[]}
 */
export function readinessLines(readiness, isElectronic) {
  const { present, summoned, eligible, connected, quorum, problems } = readiness;
  const { needed, reached: isGood } = quorum;
  const fields = { present, summoned, needed };
  const lines = [
    {
      isGood,
      text: isGood
        ? t("Có mặt {present}/{summoned}, đủ đại biểu (cần {needed}).", fields)
        : t("Có mặt {present}/{summoned}, chưa đủ đại biểu: cần {needed}.", fields),
    },
    {
      isGood: eligible > 0,
      text: t("Được biểu quyết: {eligible} đại biểu chính thức.", { eligible }),
    },
  ];
  if (isElectronic) {
    lines.push({
      isGood: connected === eligible,
      text: t("Đã đăng nhập máy: {connected}/{eligible}.", { connected, eligible }),
    });
  }
  return [...lines, ...problems.map((text) => ({ isGood: false, text }))];
}

/**
 * @param {Readiness} readiness
 * @param {boolean} isElectronic
 */
export function readinessElements(readiness, isElectronic) {
  const { missing, not_connected: unconnected } = readiness;
  return [
    el(
      "ul",
      { class: "vote-checks" },
      ...readinessLines(readiness, isElectronic).map(({ isGood, text }) =>
        el(
          "li",
          { "data-good": isGood ? "yes" : "no" },
          el("b", { "aria-hidden": "true" }, isGood ? "✓" : "!"),
          el(
            "span",
            {},
            el(
              "span",
              { class: "visually-hidden" },
              isGood ? t("Đạt:") : t("Cần xem:"),
            ),
            " ",
            text,
          ),
        ),
      ),
    ),
    foldedPeople(t("Ai vắng mặt?"), missing),
    isElectronic && foldedPeople(t("Ai chưa đăng nhập máy?"), unconnected),
  ];
}
