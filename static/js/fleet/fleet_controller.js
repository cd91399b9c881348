/** List of managed tablets: filter and search; rows are updated in place. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { TabletRow } from "./tablet_row.js";
import { openTablet } from "./tablet_dialog.js";
import { folded } from "../base/folded.js";
import { isFound } from "./labels.js";

/** @typedef {import("./fleet.js").Fleet} Fleet */
/**
 * @typedef {object} Context
 * @property {Fleet} fleet
 * @property {Map<number, TabletRow>} lines
 * @property {string | null} meetingId null: the list is not seen as part of a meeting
 */

/** @extends {Controller<Context>} */
export class FleetController extends Controller {
  #onlyNeeds = false;

  /** @override */
  start() {
    const { fleet } = this.context;
    this.on(fleet, "changed", () => afterPress(this, () => this.#draw()));
    this.on(this.target("needs"), "click", () => this.#filter(true));
    this.on(this.target("all"), "click", () => this.#filter(false));
    this.on(this.target("search"), "input", () => this.#draw());
    fleet.ask();
  }

  /** @param {boolean} onlyNeeds */
  #filter(onlyNeeds) {
    this.#onlyNeeds = onlyNeeds;
    this.target("needs").setAttribute("aria-pressed", String(onlyNeeds));
    this.target("all").setAttribute("aria-pressed", String(!onlyNeeds));
    this.#draw();
  }

  #draw() {
    const { state } = this.context.fleet;
    if (!state) return;
    this.target("needs").textContent = t("Cần để ý ({count})", { count: state.needs });
    this.target("all").textContent = t("Tất cả ({count})", { count: state.total });
    this.target("none").hidden = state.total > 0;
    this.target("summary").textContent = this.#summary(state);
    this.#drawLines(state.tablets);
    this.element.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
  }

  /** @param {import("./fleet.js").State} state */
  #summary({ total, needs, more }) {
    if (more) {
      return t(
        "Nhiều máy quá: chỉ hiện những máy cần để ý trước. Xin tìm theo số máy.",
      );
    }
    if (!total) return "";
    return needs
      ? t("{needs}/{total} máy cần để ý", { needs, total })
      : t("{total} máy, tất cả đều ổn", { total });
  }

  /** @param {import("./labels.js").Tablet[]} tablets */
  #drawLines(tablets) {
    const { lines } = this.context;
    const list = this.target("lines");
    const field = /** @type {HTMLInputElement} */ (this.target("search"));
    const wanted = folded(field.value);
    const here = new Set(tablets.map(({ id }) => id));
    for (const [id, line] of lines) {
      if (here.has(id)) continue;
      line.element.remove();
      lines.delete(id);
    }
    // Sorted by number, so that rows do not move under the pointer.
    const sorted = [...tablets].sort((one, other) => one.number - other.number);
    for (const [place, tablet] of sorted.entries()) {
      const line = this.#line(tablet);
      const isShown = !this.#onlyNeeds || tablet.needs.length > 0;
      line.show(isShown && isFound(tablet, wanted));
      const there = list.children[place];
      if (there !== line.element) list.insertBefore(line.element, there ?? null);
    }
  }

  /** @param {import("./labels.js").Tablet} tablet */
  #line(tablet) {
    const { lines, fleet, meetingId } = this.context;
    const known = lines.get(tablet.id);
    if (known) {
      known.update(tablet);
      return known;
    }
    const line = new TabletRow(tablet, ({ tablet: now }) =>
      openTablet(now, meetingId, fleet),
    );
    lines.set(tablet.id, line);
    return line;
  }
}

/** Notice that the list may be outdated. */
/** @extends {Controller<Context>} */
export class FleetLinkController extends Controller {
  /** @override */
  start() {
    const { fleet } = this.context;
    this.on(fleet, "changed", () => (this.element.hidden = !fleet.isStale));
  }
}
