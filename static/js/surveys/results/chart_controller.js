/** Draws the chart of a table of results; the table stays for everybody. */

import { Controller } from "../../base/controller.js";
import { MOST_BARS, chartData, drawBars } from "./chart.js";

/** @extends {Controller<any>} */
export class SurveyChartController extends Controller {
  /** @override */
  start() {
    const lines = [...this.element.querySelectorAll("[data-count]")].map((row) => ({
      label: row.querySelector("th")?.textContent ?? "",
      count: Number(row.getAttribute("data-count")),
    }));
    if (lines.length < 2 || lines.length > MOST_BARS) {
      this.target("chart").hidden = true;
      return;
    }
    drawBars(this.target("chart"), chartData(lines));
  }
}
