/** Dialogs of those who run votes: with a form, or a list of people. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";

/** @typedef {{name: string, unit: string, seat: string, site: string}} Person */
/** @typedef {(Node | string | null | false | undefined)[]} Content */

let idCounter = 0;

/**
 * Ask with content of its own; resolves to whether it was confirmed.
 * @param {{title: string, yes: string, no?: string, isDestructive?: boolean,
 *   isBlocked?: boolean}} question `isBlocked`: only the answer no is there
 * @param {Content} content
 * @returns {Promise<boolean>}
 */
export function ask(
  { title, yes, no = t("Không"), isDestructive = false, isBlocked = false },
  content,
) {
  const id = `vote-ask-${++idCounter}`;
  const kind = isDestructive ? "button button--danger" : "button button--primary";
  const dialog = el(
    "dialog",
    { class: "ask vote-ask", "aria-labelledby": id },
    el("h2", { id }, title),
    el("div", { class: "stack vote-ask-body" }, ...content),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el("button", { class: "button button--large", value: "no", autofocus: true }, no),
      !isBlocked && el("button", { class: `${kind} button--large`, value: "yes" }, yes),
    ),
  );
  return openModal(dialog).then(() => dialog.returnValue === "yes");
}

/**
 * Show something until it is closed.
 * @param {string} title
 * @param {Content} content
 * @param {string} [close]
 */
export function inform(title, content, close = t("Đóng")) {
  return ask({ title, yes: "", no: close, isBlocked: true }, content);
}

/** @param {Person} person */
export function personFacts({ unit, seat, site }) {
  return [unit, seat && t("Ghế {seat}", { seat }), site].filter(Boolean).join(" · ");
}

/** @param {Person[]} people */
export function peopleList(people) {
  return el(
    "ul",
    { class: "vote-people" },
    ...people.map((person) =>
      el(
        "li",
        {},
        el("b", {}, person.name),
        el("span", { class: "soft small" }, personFacts(person)),
      ),
    ),
  );
}

/**
 * Names that unfold.
 * @param {string} label
 * @param {Person[]} people
 */
export function foldedPeople(label, people) {
  return (
    people.length > 0 &&
    el("details", { class: "vote-fold" }, el("summary", {}, label), peopleList(people))
  );
}

/**
 * Show who has not sent a ballot.
 * @param {(Person & {cast: boolean, connected: boolean})[]} voters
 */
export function showMissing(voters) {
  const missing = voters.filter(({ cast }) => !cast);
  const here = missing.filter(({ connected }) => connected);
  const away = missing.filter(({ connected }) => !connected);
  return inform(t("Ai chưa gửi phiếu?"), [
    missing.length === 0 && el("p", {}, t("Mọi người đã gửi phiếu.")),
    foldedPeople(t("Đã đăng nhập máy: {count}", { count: here.length }), here),
    foldedPeople(t("Chưa đăng nhập máy: {count}", { count: away.length }), away),
    el("p", { class: "soft small" }, t("Danh sách chỉ cho biết ai chưa gửi.")),
  ]);
}
