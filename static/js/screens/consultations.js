/** Screens of consultations for those who run the meeting, and the list of members. */

import { CheckListController } from "../base/check_list_controller.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ConsultationDraftController } from "../consultations/draft_controller.js";
import { ConsultationRecordController } from "../consultations/record_controller.js";
import { ConsultationStatusController } from "../consultations/status_controller.js";

attach(
  {
    "check-list": CheckListController,
    "consultation-draft": ConsultationDraftController,
    "consultation-record": ConsultationRecordController,
    "consultation-status": ConsultationStatusController,
  },
  { meetingId: pageMeetingId() },
);
