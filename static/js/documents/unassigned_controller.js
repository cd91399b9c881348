/** Documents without an agenda item, and the button that publishes all. */

import { Controller } from "../base/controller.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { publishableDocuments } from "./document_status.js";

/**
 * @typedef {object} Context
 * @property {import("../meetings/workspace.js").Workspace} workspace
 * @property {import("./document_actions.js").DocumentActions} actions
 * @property {(itemId: number | null) => HTMLElement} documentListFor
 * @property {(itemId: number | null) => void} chooseFiles
 */

/** @extends {Controller<Context>} */
export class UnassignedDocumentsController extends Controller {
  /** @override */
  start() {
    this.on(this.target("upload"), "click", () => this.context.chooseFiles(null));
    this.context.workspace.onRender(() => {
      const place = this.target("papers");
      replaceKeepingFocus(place, () => [this.context.documentListFor(null)]);
      this.target("empty").hidden = place.querySelector("li") !== null;
    });
  }
}

/** @extends {Controller<Context>} */
export class PublishAllController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.context.actions.publishAll());
    this.context.workspace.onRender((state) => {
      const count = publishableDocuments(state.documents).length;
      this.element.hidden = count === 0;
      this.element.textContent = t("Phát hành tất cả ({count})", { count });
    });
  }
}
