/** Bars of a question, drawn from the table beside them. */

import { BarChart, Svg } from "chartist";

/** @type {(this: Svg, attributes: any, namespace?: string) => any} */
const setAttributes = Svg.prototype.attr;
/**
 * Chartist writes styles as attributes, which the content policy refuses; set through
 * the object model they are allowed.
 * @param {any} attributes
 * @param {string} [namespace]
 * @returns {any}
 */
Svg.prototype.attr = function attr(attributes, namespace) {
  if (typeof attributes !== "object" || !attributes.style) {
    return setAttributes.call(this, attributes, namespace);
  }
  const { style, ...others } = attributes;
  /** @type {SVGElement} */ (this.getNode()).style.cssText = style;
  return setAttributes.call(this, others, namespace);
};

/** Bars of one chart; with more, it would be longer than a screen. */
export const MOST_BARS = 30;
const BAR_PX = 34;
const LABEL_PX = 40;

/**
 * Read what is drawn from a table of results.
 * @param {Iterable<{label: string, count: number}>} lines
 * @returns {{labels: string[], series: number[]}} numbered from the top
 */
export function chartData(lines) {
  const all = [...lines];
  return {
    labels: all.map((_, index) => String(index + 1)),
    series: all.map(({ count }) => count),
  };
}

/**
 * Draw the bars; labels are the numbers of the rows in the table.
 * @param {HTMLElement} place
 * @param {{labels: string[], series: number[]}} data
 */
export function drawBars(place, { labels, series }) {
  return new BarChart(
    place,
    { labels, series: [series] },
    {
      horizontalBars: true,
      reverseData: true,
      height: series.length * BAR_PX + LABEL_PX,
      low: 0,
      high: Math.max(1, ...series),
      axisX: { onlyInteger: true, offset: 24 },
      axisY: { offset: 32, showGrid: false },
      chartPadding: { top: 4, right: 40, bottom: 4, left: 0 },
    },
  );
}
