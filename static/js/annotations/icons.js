/** SVG icons of the annotation tools. */

/** @type {Record<string, string>} */
const PATHS = {
  share:
    "M18 8a3 3 0 1 0-3-3c0 .2 0 .5.1.7L8.900 9.700a3 3 0 1 0 0 4.600l6.200 4c-.1.200-.1.500-.1.700a3 3 0 1 0 1-2.200L9.800 12.700a3 3 0 0 0 0-1.400L16 7.200A3 3 0 0 0 18 8z",
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
