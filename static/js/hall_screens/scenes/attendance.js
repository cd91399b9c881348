/** How many are here, and whether they are enough. */

import { el } from "../../base/dom.js";
import { formatNumber, t } from "../../base/i18n.js";
import { sceneElement, setText } from "./parts.js";

/** @type {import("../types.js").SceneType} */
export const attendanceScene = {
  draw() {
    const present = el("b", { class: "scene-figure" }, "–");
    const of = el("p", { class: "scene-figure-of" });
    const bar = el("span", { class: "scene-turnout-bar", "aria-hidden": "true" });
    const quorum = el("p", { class: "scene-verdict" });
    const element = sceneElement(
      "attendance",
      el("h2", { class: "scene-label" }, t("Đại biểu có mặt")),
      present,
      of,
      bar,
      quorum,
    );
    return {
      element,
      update({ facts }) {
        if (!facts) return;
        const { attendance } = facts;
        const { present: here, summoned } = attendance;
        setText(present, formatNumber(here));
        setText(
          of,
          t("trên {summoned} đại biểu được triệu tập", {
            summoned: formatNumber(summoned),
          }),
        );
        const share = summoned ? Math.min(100, (100 * here) / summoned) : 0;
        bar.style.setProperty("--share", `${share}%`);
        quorum.dataset.tone = attendance.is_quorum ? "good" : "warn";
        setText(quorum, quorumText(attendance));
      },
    };
  },
};

/** @param {import("../types.js").HallFacts["attendance"]} attendance */
function quorumText({
  official_present: here,
  official_of: of,
  needed,
  is_quorum: is,
}) {
  const fields = {
    here: formatNumber(here),
    of: formatNumber(of),
    needed: formatNumber(needed),
  };
  return is
    ? t("Đủ đại biểu chính thức để họp: {here}/{of}", fields)
    : t("Đại biểu chính thức {here}/{of}, cần {needed} để họp", fields);
}
