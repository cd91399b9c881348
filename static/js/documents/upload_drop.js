/** Files dropped on an agenda item, or chosen with a button. */

import { el } from "../base/dom.js";

const PICTURES = ".jpg,.jpeg,.png,.tif,.tiff,.gif,.bmp,.webp,.heic,.heif";
const OFFICE = ".docx,.xlsx,.pptx,.ppsx,.odt,.ods,.odp,.doc,.xls,.ppt,.pps,.rtf";
export const ACCEPTED = `.pdf,${PICTURES},${OFFICE}`;

/** @typedef {(files: File[], itemId: number | null) => void} OnFiles */

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Call `onFiles` with the files dropped on elements with `data-drop` (an item's id, or nothing).
 * @param {HTMLElement} area
 * @param {OnFiles} onFiles
 */
export function acceptDrops(area, onFiles) {
  /** @type {Element | null} */
  let highlighted = null;
  const highlight = (/** @type {Element | null} */ next) => {
    if (highlighted === next) return;
    highlighted?.classList.remove("is-over");
    next?.classList.add("is-over");
    highlighted = next;
  };
  // A file let go beside the target must not replace the page.
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => hasFiles(event) && event.preventDefault());
  area.addEventListener("dragover", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (hasFiles(event)) highlight(target.closest("[data-drop]"));
  });
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(/** @type {Node | null} */ (event.relatedTarget)))
      highlight(null);
  });
  area.addEventListener("drop", (event) => {
    const target = /** @type {Element} */ (event.target);
    const dropTarget = target.closest("[data-drop]");
    highlight(null);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!dropTarget || files.length === 0) return;
    onFiles(files, Number(dropTarget.getAttribute("data-drop")) || null);
  });
}

/**
 * Choose one file, such as a new version of a document.
 * @param {(file: File) => void} onFiles
 */
export function chooseFile(onFiles) {
  const input = el("input", { type: "file", accept: ACCEPTED });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) onFiles(file);
  });
  input.click();
}

/**
 * Open the device's own dialog for choosing files.
 * @param {number | null} itemId
 * @param {OnFiles} onFiles
 */
export function chooseFiles(itemId, onFiles) {
  const input = el("input", { type: "file", multiple: true, accept: ACCEPTED });
  input.addEventListener("change", () => onFiles([...(input.files ?? [])], itemId));
  input.click();
}
