/** The small drawings of the tools. */

/** @type {Record<string, string>} */
const PATHS = {
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 12.500h5",
};

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? "");
  svg.append(path);
  return svg;
}
