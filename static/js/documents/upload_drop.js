/** Files dropped on an item (or the pile), or chosen with a button. */

import { el } from "../base/dom.js";

const PICTURES = ".jpg,.jpeg,.png,.tif,.tiff,.gif,.bmp,.webp,.heic,.heif";
const OFFICE = ".docx,.xlsx,.pptx,.ppsx,.odt,.ods,.odp,.doc,.xls,.ppt,.pps,.rtf";
export const ACCEPTED = `.pdf,${PICTURES},${OFFICE}`;

/** @typedef {(files: File[], itemId: number | null) => void} Take */

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Take files dropped on elements with `data-drop` (an item's id, or nothing).
 * @param {HTMLElement} area
 * @param {Take} take
 */
export function acceptDrops(area, take) {
  /** @type {Element | null} */
  let over = null;
  const mark = (/** @type {Element | null} */ next) => {
    if (over === next) return;
    over?.classList.remove("is-over");
    next?.classList.add("is-over");
    over = next;
  };
  // A file let go beside the target must not replace the page.
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => hasFiles(event) && event.preventDefault());
  area.addEventListener("dragover", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (hasFiles(event)) mark(target.closest("[data-drop]"));
  });
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(/** @type {Node | null} */ (event.relatedTarget))) mark(null);
  });
  area.addEventListener("drop", (event) => {
    const target = /** @type {Element} */ (event.target);
    const place = target.closest("[data-drop]");
    mark(null);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!place || files.length === 0) return;
    take(files, Number(place.getAttribute("data-drop")) || null);
  });
}

/**
 * Let one file be chosen, such as a paper's new version.
 * @param {(file: File) => void} take
 */
export function chooseFile(take) {
  const input = el("input", { type: "file", accept: ACCEPTED });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) take(file);
  });
  input.click();
}

/**
 * Open the device's own dialog for choosing files.
 * @param {number | null} itemId
 * @param {Take} take
 */
export function chooseFiles(itemId, take) {
  const input = el("input", { type: "file", multiple: true, accept: ACCEPTED });
  input.addEventListener("change", () => take([...(input.files ?? [])], itemId));
  input.click();
}
