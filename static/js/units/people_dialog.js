/** Dialog with the accounts of a unit. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/** @typedef {import("./unit_dialog.js").Unit} Unit */
/** @typedef {Unit["people"][number]} Person */

/**
 * @param {number} account
 * @param {number | null} unit_id
 */
async function place(account, unit_id) {
  try {
    await post(addresses.unitsPlaceAccount(account), { unit_id });
    location.reload();
  } catch (error) {
    showError(error);
  }
}

/** @param {Person} person */
function nameOf({ full_name, username }) {
  return `${full_name} (${username})`;
}

/** @param {Person} person */
function personRow(person) {
  return el(
    "li",
    { class: "row unit-person" },
    el("span", {}, nameOf(person)),
    el(
      "button",
      {
        class: "button",
        type: "button",
        "aria-label": t("Bỏ {name} khỏi đơn vị", { name: person.full_name }),
        onclick: () => place(person.account_id, null),
      },
      t("Bỏ khỏi đơn vị"),
    ),
  );
}

/**
 * @param {Unit} unit
 * @param {Person[]} free accounts without a unit
 */
export function openPeopleDialog(unit, free) {
  const choice = el(
    "select",
    {},
    ...free.map((person) => el("option", { value: person.account_id }, nameOf(person))),
  );
  const add = el(
    "button",
    {
      class: "button button--primary",
      type: "button",
      onclick: () => place(Number(choice.value), unit.id),
    },
    t("Thêm vào đơn vị"),
  );
  const none = t("Mọi tài khoản cán bộ đã thuộc một đơn vị.");
  return openModal(
    el(
      "dialog",
      { class: "ask unit-dialog", "aria-labelledby": "unit-people-title" },
      el(
        "h2",
        { id: "unit-people-title" },
        t("Tài khoản của {name}", { name: unit.name }),
      ),
      el("ul", { class: "unit-people" }, ...unit.people.map(personRow)),
      free.length
        ? field(t("Tài khoản chưa thuộc đơn vị nào"), choice)
        : el("p", {}, none),
      el(
        "form",
        { method: "dialog", class: "row ask-answers" },
        free.length ? add : null,
        el("button", { class: "button" }, t("Xong")),
      ),
    ),
  );
}
