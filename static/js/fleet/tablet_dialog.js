/** More of one tablet: its name and seat, who told it what, and taking it out. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { localWords } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { numberOf, orderOf } from "./words.js";

/** @typedef {import("./words.js").Tablet} Tablet */
/** @typedef {import("./words.js").Order & {at: string, by: string}} Told */

/** @param {unknown} error */
function complain(error) {
  toast(error instanceof Error ? error.message : String(error), "error");
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} value
 * @param {number} most
 */
function field(name, label, value, most) {
  const id = `tablet-${name}`;
  const input = el("input", { id, name, value, maxlength: most, autocomplete: "off" });
  return el("div", { class: "field" }, el("label", { for: id }, label), input);
}

/** @param {import("../base/address.js").GetAddress} url */
async function history(url) {
  /** @type {{orders: Told[]}} */
  const { orders } = await get(url);
  if (!orders.length) return el("p", { class: "soft" }, t("Chưa có lệnh nào."));
  return el(
    "ul",
    { class: "fleet-history", tabindex: 0 },
    ...orders.map((order) =>
      el(
        "li",
        {},
        el("b", {}, orderOf(order)),
        el("span", { class: "soft" }, `${localWords(order.at)} · ${order.by}`),
      ),
    ),
  );
}

/** @param {Tablet} tablet */
function drawForm({ seat, name }) {
  return el(
    "form",
    { class: "stack" },
    field("seat", t("Số ghế đặt máy"), seat, 20),
    field("name", t("Tên máy"), name, 60),
    el("button", { class: "button button--primary" }, t("Lưu")),
  );
}

/** @param {string} number */
function isSureToRevoke(number) {
  return confirm({
    title: t("Thu hồi máy {number}?", { number }),
    text: t(
      "Máy không còn trong danh sách và không nhận lệnh nữa. Muốn dùng lại, quét mã để thêm.",
    ),
    yes: t("Thu hồi máy"),
    isGrave: true,
  });
}

/**
 * @param {string} number
 * @param {HTMLElement} form
 * @param {HTMLElement} told
 * @param {{revoke: () => void, close: () => void}} deeds
 */
function drawDialog(number, form, told, { revoke, close }) {
  const danger = { class: "button button--danger", type: "button", onclick: revoke };
  return el(
    "dialog",
    { class: "ask fleet-one" },
    el("h2", {}, t("Máy {number}", { number })),
    form,
    el("h3", {}, t("Các lệnh đã gửi")),
    told,
    el(
      "div",
      { class: "row spread" },
      el("button", danger, t("Thu hồi máy")),
      el("button", { class: "button", type: "button", onclick: close }, t("Đóng")),
    ),
  );
}

/**
 * @param {Tablet} tablet
 * @param {string | null} meetingId null: the list is not seen as part of a meeting
 * @param {import("./fleet.js").Fleet} fleet
 */
export function openTablet(tablet, meetingId, fleet) {
  const number = numberOf(tablet.number);
  const told = el("div", {});
  const orders = addresses.fleetHistory(tablet.id, meetingId);
  history(orders).then((list) => told.append(list), complain);
  const act = async (/** @type {Promise<unknown>} */ deed) => {
    try {
      await deed;
      dialog.close();
    } catch (error) {
      complain(error);
    }
    fleet.stir();
  };
  const form = drawForm(tablet);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = Object.fromEntries(new FormData(form));
    act(post(addresses.fleetChange(tablet.id, meetingId), words));
  });
  const revoke = addresses.fleetRevoke(tablet.id, meetingId);
  const dialog = drawDialog(number, form, told, {
    revoke: async () => (await isSureToRevoke(number)) && act(post(revoke)),
    close: () => dialog.close(),
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
