/** Keeps the results current: has them counted, and shows the new figures. */

import * as addresses from "../../base/addresses.js";
import { ApiError, get, post } from "../../base/api.js";
import { Controller, attach } from "../../base/controller.js";
import { SurveyChartController } from "./chart_controller.js";

const INTERVAL_MS = 5000;
const PARTS = ["survey-status", "survey-figures"];

/** @extends {Controller<{surveyId: number}>} */
export class SurveyLiveController extends Controller {
  #counted = "";
  #hadFiles = false;

  /** @override */
  start() {
    this.#counted = countedNow();
    this.#hadFiles = document.getElementById("files") !== null;
    this.#ask();
  }

  async #ask() {
    if (!document.hidden) {
      await this.#refresh().catch((error) => {
        // A network that is away is asked again.
        if (!(error instanceof ApiError)) throw error;
      });
    }
    setTimeout(() => this.#ask(), INTERVAL_MS);
  }

  async #refresh() {
    const { surveyId } = this.context;
    const found = await get(addresses.surveyResultsState(surveyId));
    if (!found.is_current) {
      await post(addresses.surveyResultsCount(surveyId));
      return;
    }
    if (this.#counted !== `${found.counted} yes`) await this.#show();
  }

  /** Take the new figures from the page as it is now. */
  async #show() {
    const reply = await fetch(addresses.surveyResultsShow(this.context.surveyId), {
      headers: { Accept: "text/html" },
    });
    if (!reply.ok) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    // Files can be made for the first time: their part is not drawn yet.
    if (!this.#hadFiles && page.getElementById("files")) location.reload();
    for (const id of PARTS) takePart(id, page);
    const figures = document.getElementById("survey-figures");
    if (figures) attach({ "survey-chart": SurveyChartController }, {}, figures);
    this.#counted = countedNow();
  }
}

/** What this page shows as counted, and whether that was current. */
function countedNow() {
  const status = document.getElementById("survey-status");
  return `${status?.dataset.counted} ${status?.dataset.current}`;
}

/**
 * @param {string} id
 * @param {Document} page the page as it is now
 */
function takePart(id, page) {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
}
