/** Tiles of the scenes: a press prepares a scene for the chosen screen. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { SCENE_KINDS, sceneLabel } from "./labels.js";
import { serverNow } from "./server_time.js";

/** @returns {Record<string, string>} */
const descriptions = () => ({
  page: t("Trang chủ toạ đang chiếu"),
  agenda: t("Nội dung đang họp và các nội dung sau"),
  speaker: t("Tên, đồng hồ và ba người tiếp theo"),
  vote: t("Câu hỏi, số đã bỏ phiếu, kết quả đã công bố"),
  announcement: t("Thông báo mới nhất cho mọi người"),
  attendance: t("Số có mặt và đủ điều kiện họp"),
  welcome: t("Tên hội nghị, Wi-Fi, mã đăng nhập"),
  pause: t("Giờ họp tiếp và đồng hồ đếm lùi"),
  blank: t("Không chiếu gì"),
});

/** @extends {Controller<{screens: {queue: (scene: object) => void}}>} */
export class TilesController extends Controller {
  /** @override */
  start() {
    const kinds = SCENE_KINDS.filter((kind) => kind !== "media");
    const words = descriptions();
    this.target("tiles").replaceChildren(
      ...kinds.map((kind) => this.#tile(kind, words[kind] ?? "")),
    );
  }

  /**
   * @param {string} kind
   * @param {string} description
   */
  #tile(kind, description) {
    return el(
      "li",
      {},
      el(
        "button",
        {
          class: "scene-tile",
          type: "button",
          "data-kind": kind,
          onclick: () => this.context.screens.queue(this.#scene(kind)),
        },
        el("b", {}, sceneLabel(kind)),
        el("span", { class: "small soft" }, description),
      ),
    );
  }

  /** @param {string} kind */
  #scene(kind) {
    if (kind !== "pause") return { kind };
    const field = /** @type {HTMLSelectElement} */ (this.target("minutes"));
    const minutes = Number(field.value);
    const until = new Date(serverNow() + minutes * 60_000).toISOString();
    return minutes ? { kind, until } : { kind };
  }
}
