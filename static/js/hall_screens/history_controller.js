/** What the screens showed before, and who showed it. */

import * as addresses from "../base/addresses.js";
import { get } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { sceneLabel, screenName } from "./labels.js";

/** @typedef {{screen: string, kind: string, is_held: boolean, changed_by: string,
 *   changed_at: string}} Change */

/** @extends {Controller<{meetingId: number, meeting: any}>} */
export class HistoryController extends Controller {
  #signature = "";

  /** @override */
  start() {
    this.context.meeting.watch((/** @type {any} */ { state }) => {
      const revisions = (state?.screens ?? []).map((/** @type {any} */ one) => [
        one.id,
        one.revision,
      ]);
      const signature = String(revisions);
      if (!revisions.length || signature === this.#signature) return;
      this.#signature = signature;
      this.#fetch();
    });
  }

  async #fetch() {
    try {
      const address = addresses.hallScreensOperatorHistory(this.context.meetingId);
      this.#draw(await get(address));
    } catch {
      // It is read again with the next change.
      this.#signature = "";
    }
  }

  /** @param {Change[]} changes */
  #draw(changes) {
    this.target("none").hidden = changes.length > 0;
    this.target("list").replaceChildren(
      ...changes.map(({ screen, kind, changed_by: by, changed_at: at }) =>
        el(
          "li",
          {},
          el("span", { class: "soft small" }, formatDateTime(at)),
          el("b", {}, titleOf(screen, kind)),
          el("span", {}, by),
        ),
      ),
    );
  }
}

/**
 * @param {string} name of the screen
 * @param {string} kind of the scene
 */
function titleOf(name, kind) {
  return t("{screen}: {scene}", { screen: screenName(name), scene: sceneLabel(kind) });
}
