/** Screens of a survey's results. */

import { attach } from "../base/controller.js";
import { SurveyChartController } from "../surveys/results/chart_controller.js";
import { SurveyFileController } from "../surveys/results/file_controller.js";
import { SurveyLiveController } from "../surveys/results/live_controller.js";
import { SurveyTextsController } from "../surveys/results/texts_controller.js";

attach(
  {
    "survey-chart": SurveyChartController,
    "survey-file": SurveyFileController,
    "survey-live": SurveyLiveController,
    "survey-texts": SurveyTextsController,
  },
  { surveyId: Number(document.body.dataset.survey) },
);
