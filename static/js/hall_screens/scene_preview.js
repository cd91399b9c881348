/** What a screen shows, drawn small by the same scenes as on the screen itself. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { isPossible } from "./scene_choice.js";
import { drawScene, sceneKey } from "./scenes/all.js";
import { fitScene, lengthOf, sceneElement } from "./scenes/parts.js";

/** @typedef {import("./types.js").HallScene} HallScene */
/** @typedef {import("./types.js").SceneView} SceneView */

export class ScenePreview {
  #key = "";
  #fitted = "";
  /** @type {import("./types.js").DrawnScene | null} */
  #drawn = null;

  /** @param {HTMLElement} element the picture of the screen */
  constructor(element) {
    this.element = element;
    element.classList.add("hall-layer");
    // What it shows is said beside it in words.
    element.setAttribute("aria-hidden", "true");
    element.inert = true;
  }

  /**
   * @param {HallScene | null} wanted null: nothing is prepared
   * @param {SceneView} view
   */
  show(wanted, view) {
    const scene = possible(wanted, view.state);
    const key = scene ? sceneKey(scene, view) + pageKey(scene, view.state) : "nothing";
    if (key !== this.#key) {
      this.#key = key;
      this.#drawn = scene ? (drawScene(scene, view) ?? drawPage(view.state)) : null;
      this.element.replaceChildren(...(this.#drawn ? [this.#drawn.element] : []));
    }
    if (!this.#drawn) return;
    this.#drawn.update?.(view);
    this.#fit(this.#drawn.element, `${key} ${view.state.n} ${view.facts !== null}`);
  }

  /**
   * Laying out is dear: not at each second, only after what may have changed the text.
   * @param {HTMLElement} element
   * @param {string} shown
   */
  #fit(element, shown) {
    if (shown === this.#fitted) return;
    this.#fitted = shown;
    fitScene(element);
  }
}

/**
 * A vote or an announcement may be prepared before there is one.
 * @param {HallScene | null} wanted
 * @param {any} state
 */
function possible(wanted, state) {
  return wanted && isPossible(wanted, state) ? wanted : null;
}

/**
 * @param {HallScene} scene
 * @param {any} state
 */
function pageKey({ kind }, { live }) {
  const { item_id: item, document_id: document, page } = live;
  return kind === "page" ? ` ${item} ${document} ${page}` : "";
}

/**
 * A page is not read in a preview: it is named.
 * @param {any} state
 */
function drawPage({ meeting, items, documents, live }) {
  const item = items.find((/** @type {any} */ { id }) => id === live.item_id);
  const paper = documents.find((/** @type {any} */ { id }) => id === live.document_id);
  const title = paper?.title ?? item?.title ?? meeting.title;
  const element = sceneElement(
    "page",
    item && el("p", { class: "scene-label" }, `${item.number}. ${item.title}`),
    el("h2", { "data-length": lengthOf(title) }, title),
    paper &&
      el(
        "p",
        { class: "scene-position" },
        t("Trang {page} / {count}", { page: live.page, count: paper.page_count }),
      ),
  );
  return { element };
}
