/** Choice of several units: boxes in a list that can be searched. */

import { el } from "../base/dom.js";
import { folded } from "../base/folded.js";
import { t } from "../base/i18n.js";

/** @typedef {{id: number, name: string}} NamedUnit */

/**
 * @param {NamedUnit[]} units
 * @param {number[]} chosen
 * @returns {{element: HTMLElement, chosen: () => number[]}} in the order of the list
 */
export function unitsChoice(units, chosen) {
  const rows = chosenFirst(units, chosen).map(({ id, name }) => {
    const box = el("input", {
      type: "checkbox",
      value: id,
      checked: chosen.includes(id),
    });
    const row = el("label", { class: "choice" }, box, el("span", { lang: "vi" }, name));
    return { id, row, box, words: folded(name) };
  });
  const find = () => {
    const wanted = folded(search.value);
    for (const { row, box, words } of rows)
      row.hidden = !box.checked && !words.includes(wanted);
  };
  const search = el("input", {
    type: "search",
    autocomplete: "off",
    "aria-label": t("Tìm đơn vị"),
    placeholder: t("Tìm đơn vị"),
    oninput: find,
  });
  const element = el(
    "fieldset",
    { class: "field units-choice" },
    el("legend", { class: "label" }, t("Đơn vị phối hợp")),
    search,
    el(
      "div",
      { class: "units-choice-list", tabindex: 0 },
      ...rows.map(({ row }) => row),
    ),
  );
  return {
    element,
    chosen: () => rows.filter(({ box }) => box.checked).map(({ id }) => id),
  };
}

/**
 * @param {NamedUnit[]} units
 * @param {number[]} chosen
 */
function chosenFirst(units, chosen) {
  const isChosen = (/** @type {NamedUnit} */ { id }) => chosen.includes(id);
  return [...units.filter(isChosen), ...units.filter((unit) => !isChosen(unit))];
}
