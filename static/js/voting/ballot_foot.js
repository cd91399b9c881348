/** Draw the buttons of a ballot. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { counterOf } from "./labels.js";

/** @typedef {import("./ballot.js").Ballot} Ballot */

/** @param {Ballot} ballot */
export function footElements(ballot) {
  const { vote, choices, phase } = ballot;
  const button = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {() => void} */ onclick,
  ) =>
    el(
      "button",
      {
        class: `button button--large ${name === "again" ? "" : "button--primary"}`,
        type: "button",
        "data-press": name,
        onclick,
      },
      label,
    );
  if (phase === "choosing") {
    return [
      el("p", { class: "ballot-counter", role: "status" }, counterOf(vote, choices)),
      button("review", t("Xem lại và gửi"), () => ballot.review()),
    ];
  }
  if (phase === "reviewing") {
    return [
      button("again", t("Chọn lại"), () => ballot.chooseAgain()),
      button("send", t("Gửi phiếu"), () => void ballot.submit()),
    ];
  }
  return phase === "kept" && vote.state === "open" && vote.until_close
    ? [button("again", t("Đổi lựa chọn"), () => ballot.chooseAgain())]
    : [];
}
