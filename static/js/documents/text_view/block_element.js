/** Element of a text block; a block with a link becomes a button. */

import { el } from "../../base/dom.js";

/** @param {import("./reflow.js").Block} block */
export function blockElement(block) {
  if (block.kind === "row") {
    const cells = block.cells.map((cell) => el("span", {}, cell, " "));
    if (block.page) return el("p", {}, link(block.page, cells, "text-row"));
    return el("p", { class: "text-row" }, ...cells);
  }
  const inner = block.page ? link(block.page, [block.text]) : block.text;
  if (block.kind === "heading") return el("h2", {}, inner);
  return el("p", { class: block.kind === "point" && "text-point" }, inner);
}

/**
 * @param {number} page
 * @param {(Node | string)[]} inner
 * @param {string} [displaySettings]
 */
function link(page, inner, displaySettings = "") {
  const made = el(
    "button",
    { class: `text-link ${displaySettings}`, type: "button" },
    ...inner,
  );
  made.addEventListener("click", () => {
    const detail = { page };
    made.dispatchEvent(new CustomEvent("link-followed", { detail, bubbles: true }));
  });
  return made;
}

/**
 * Let the keyboard stop at the links only where they are seen; a screen reader finds
 * them in any case.
 * @param {HTMLElement} body
 * @param {boolean} isSeen
 */
export function reachLinks(body, isSeen) {
  for (const one of body.querySelectorAll(".text-link")) {
    if (one instanceof HTMLElement) one.tabIndex = isSeen ? 0 : -1;
  }
}
