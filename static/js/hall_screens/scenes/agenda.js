/** The agenda: what is done, what is now, what comes. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { lengthOf, redraw, sceneElement } from "./parts.js";

/** So many lines are readable from the last row. */
const MAX_LINES = 7;

/**
 * The items around the current one: one before it, the others after it.
 * @param {any[]} items
 * @param {number | null} current
 */
export function agendaWindow(items, current) {
  const place = items.findIndex(({ id }) => id === current);
  const first = Math.max(0, Math.min(place - 1, items.length - MAX_LINES));
  return {
    lines: items.slice(first, first + MAX_LINES),
    before: first,
    after: Math.max(0, items.length - first - MAX_LINES),
    place,
  };
}

/** @type {import("../types.js").SceneType} */
export const agendaScene = {
  draw() {
    const list = el("ol", { class: "scene-agenda-list" });
    const more = el("p", { class: "scene-note" });
    const element = sceneElement(
      "agenda",
      el("h2", { class: "scene-label" }, t("Chương trình")),
      list,
      more,
    );
    return { element, update: ({ state }) => drawLines(list, more, state) };
  },
};

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} more
 * @param {any} state
 */
function drawLines(list, more, { items, live }) {
  const { lines, after, place } = agendaWindow(items, live.item_id);
  redraw(list, [lines, live.item_id], () =>
    lines.map((item) => {
      const index = items.indexOf(item);
      const when = index < place ? "done" : index === place ? "now" : "later";
      return el(
        "li",
        { "data-when": when, "data-length": lengthOf(item.title, 70, 150) },
        el("b", {}, item.number),
        el("span", {}, item.title),
        when === "now" && el("i", {}, t("Đang diễn ra")),
      );
    }),
  );
  more.textContent = after ? t("và {count} nội dung nữa", { count: after }) : "";
}
