/** The papers that belong to no item yet, and the button that publishes all. */

import { Controller } from "../base/controller.js";
import { fill } from "../base/keep.js";
import { t } from "../base/i18n.js";
import { readyToPublish } from "./paper_words.js";

/**
 * @typedef {object} Context
 * @property {import("../meetings/desk.js").Desk} desk
 * @property {import("./paper_deeds.js").PaperDeeds} deeds
 * @property {(itemId: number | null) => HTMLElement} papersOf
 * @property {(itemId: number | null) => void} chooseFiles
 */

/** @extends {Controller<Context>} */
export class PileController extends Controller {
  /** @override */
  start() {
    this.on(this.target("upload"), "click", () => this.context.chooseFiles(null));
    this.context.desk.onDraw(() => {
      const place = this.target("papers");
      fill(place, () => [this.context.papersOf(null)]);
      this.target("empty").hidden = place.querySelector("li") !== null;
    });
  }
}

/** @extends {Controller<Context>} */
export class PublishAllController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.context.deeds.publishAll());
    this.context.desk.onDraw((state) => {
      const count = readyToPublish(state.documents).length;
      this.element.hidden = count === 0;
      this.element.textContent = t("Phát hành tất cả ({count})", { count });
    });
  }
}
