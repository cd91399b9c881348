/** An open request as its delegate sees it: its place, its text, withdrawing it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { documentField } from "./document_field.js";
import { kindLabel, placeText } from "./labels.js";

/** @typedef {import("./own_request.js").FloorRequest} FloorRequest */
/** @typedef {import("./document_field.js").DocumentChoice} DocumentChoice */
/**
 * @typedef {object} RequestActions
 * @property {(button: HTMLButtonElement, id: number) => void} withdraw
 * @property {(id: number, documentId: number | null) => void} attach
 */

/** @param {FloorRequest} request */
const isQueued = ({ state }) => state === "waiting" || state === "skipped";

/**
 * Whether the text of a speech may still be chosen.
 * @param {FloorRequest} request
 */
export function takesText(request) {
  return request.kind === "prepared_speech" && isQueued(request);
}

export class RequestView {
  #place = el("p", { class: "notice floor-place", role: "status" });
  #attached = el("p", { class: "small soft", role: "status" });
  /** @type {ReturnType<typeof documentField> | null} */
  #text = null;

  /**
   * @param {FloorRequest} request
   * @param {DocumentChoice[]} documents
   * @param {RequestActions} actions
   */
  constructor(request, documents, { withdraw, attach }) {
    const { id, kind, topic } = request;
    if (takesText(request) && documents.length)
      this.#text = documentField(documents, (chosen) => attach(id, chosen));
    const button = el(
      "button",
      { class: "button", type: "button", onclick: () => withdraw(button, id) },
      t("Rút đăng ký"),
    );
    this.element = el(
      "div",
      { class: "stack" },
      this.#place,
      el("p", {}, [kindLabel(kind), topic].filter(Boolean).join(": ")),
      this.#text?.element,
      this.#text && this.#attached,
      isQueued(request) && button,
    );
    this.update(request);
  }

  /**
   * Show where it stands now; an open list of texts stays open.
   * @param {FloorRequest} request
   */
  update(request) {
    const place = `${placeText(request)}.`;
    if (this.#place.textContent !== place) this.#place.textContent = place;
    this.#text?.set(request.document_id);
    this.#attached.textContent = request.document_id
      ? t("Đã gắn bài. Đổi được cho đến khi đồng chí được mời.")
      : "";
  }
}
