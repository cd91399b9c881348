/** Conflicting scans of offline gates, until a person resolves them. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { formatTime } from "./labels.js";

/** @typedef {{gate: string, at: string}} GatePassage */
/**
 * @typedef {{id: number, kind: string, name: string, seat: string, first: GatePassage,
 *   second: GatePassage | null}} OpenConflict
 */

const INTERVAL_MS = 3000;

/** @param {GatePassage} pass */
function passageText({ gate, at }) {
  return t("{gate}, lúc {time}", { gate, time: formatTime(at) });
}

/** @extends {Controller<{meetingId: number}>} */
export class ConflictsController extends Controller {
  #drawnSignature = "";

  /** @override */
  start() {
    this.#refresh();
  }

  get #url() {
    return addresses.checkinsConflicts(this.context.meetingId);
  }

  async #refresh() {
    try {
      const { conflicts } = await get(this.#url);
      afterPress(this, () => this.#draw(conflicts));
    } catch (error) {
      // What stood there stays; it is asked again soon.
      if (!(error instanceof ApiError)) throw error;
    }
    setTimeout(() => this.#refresh(), INTERVAL_MS);
  }

  /** @param {OpenConflict[]} conflicts */
  #draw(conflicts) {
    const signature = JSON.stringify(conflicts);
    if (signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    this.element.hidden = conflicts.length === 0;
    this.target("list").replaceChildren(...conflicts.map((one) => this.#item(one)));
  }

  /** @param {OpenConflict} conflict */
  #item(conflict) {
    const { name, seat, first, second } = conflict;
    return el(
      "li",
      { class: "conflict" },
      el(
        "div",
        {},
        el(
          "b",
          {},
          [name, seat && t("Ghế {seat}", { seat })].filter(Boolean).join(" · "),
        ),
        el(
          "p",
          {},
          second
            ? t("Cùng một thẻ đã vào hai lần: {first}; và {second}.", {
                first: passageText(first),
                second: passageText(second),
              })
            : t("Thẻ đã thu hồi mà vẫn được cho vào: {first}.", {
                first: passageText(first),
              }),
        ),
      ),
      el("div", { class: "row" }, ...this.#answers(conflict)),
    );
  }

  /** @param {OpenConflict} conflict */
  #answers({ id, first, second }) {
    const answers = second
      ? [
          ["first", t("Giữ lượt {gate}", { gate: passageText(first) })],
          ["second", t("Giữ lượt {gate}", { gate: passageText(second) })],
          ["both", t("Đúng cả hai lượt")],
        ]
      : [
          ["both", t("Đúng người, giữ lượt này")],
          ["second", t("Bỏ lượt này")],
        ];
    return answers.map(([resolution = "", words = ""]) =>
      el(
        "button",
        {
          class: "button",
          type: "button",
          onclick: () => this.#resolve(id, resolution),
        },
        words,
      ),
    );
  }

  /**
   * @param {number} id
   * @param {string} resolution
   */
  async #resolve(id, resolution) {
    try {
      await post(addresses.checkinsSettle(this.context.meetingId, id), { resolution });
      const { conflicts } = await get(this.#url);
      this.#draw(conflicts);
    } catch (error) {
      showError(error);
    }
  }
}
