/** Pages of those who answer surveys. */

import { attach } from "../base/controller.js";
import { SurveyAnswerController } from "../surveys/answer_controller.js";
import { SurveyPrintController } from "../surveys/print_controller.js";

attach(
  { "survey-answer": SurveyAnswerController, "survey-print": SurveyPrintController },
  {},
);
