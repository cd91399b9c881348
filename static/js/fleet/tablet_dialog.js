/** Dialog of one tablet: name, seat, command history, revocation. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { formatDateTime } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { numberOf, orderOf } from "./labels.js";

/** @typedef {import("./labels.js").Tablet} Tablet */
/** @typedef {import("./labels.js").TabletCommand & {at: string, by: string}} SentCommand */

/** @param {unknown} error */
function showErrorToast(error) {
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

/** @param {import("../base/address_builder.js").GetAddress} url */
async function history(url) {
  /** @type {{orders: SentCommand[]}} */
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
        el("span", { class: "soft" }, `${formatDateTime(order.at)} · ${order.by}`),
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
    isDestructive: true,
  });
}

/**
 * @param {string} number
 * @param {HTMLElement} form
 * @param {HTMLElement} historyElement
 * @param {{revoke: () => void, close: () => void}} handlers
 */
function drawDialog(number, form, historyElement, { revoke, close }) {
  const danger = { class: "button button--danger", type: "button", onclick: revoke };
  return el(
    "dialog",
    { class: "ask fleet-one" },
    el("h2", {}, t("Máy {number}", { number })),
    form,
    el("h3", {}, t("Các lệnh đã gửi")),
    historyElement,
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
  const historyElement = el("div", {});
  const orders = addresses.fleetHistory(tablet.id, meetingId);
  history(orders).then((list) => historyElement.append(list), showErrorToast);
  const act = async (/** @type {Promise<unknown>} */ request) => {
    try {
      await request;
      dialog.close();
    } catch (error) {
      showErrorToast(error);
    }
    fleet.refreshSoon();
  };
  const form = drawForm(tablet);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = Object.fromEntries(new FormData(form));
    act(post(addresses.fleetChange(tablet.id, meetingId), words));
  });
  const revoke = addresses.fleetRevoke(tablet.id, meetingId);
  const dialog = drawDialog(number, form, historyElement, {
    revoke: async () => (await isSureToRevoke(number)) && act(post(revoke)),
    close: () => dialog.close(),
  });
  openModal(dialog);
}
