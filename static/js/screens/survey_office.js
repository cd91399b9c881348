/** Screens of those who prepare surveys. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { SurveyBuilderController } from "../surveys/builder_controller.js";
import { SurveyListController } from "../surveys/list_controller.js";
import { SurveyRunningController } from "../surveys/running_controller.js";

attach(
  {
    "survey-builder": SurveyBuilderController,
    "survey-list": SurveyListController,
    "survey-running": SurveyRunningController,
  },
  { meetingId: pageMeetingId(), surveyId: Number(document.body.dataset.survey) },
);
