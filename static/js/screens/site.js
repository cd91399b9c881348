/** Screen of a site's operator. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { AnnouncementNoticeController } from "../announcements/announcement_notice_controller.js";
import { attach } from "../base/controller.js";
import { MemberStorage } from "../base/member_storage.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { OperatorController } from "../sites/operator_controller.js";

const { meeting: id = "" } = document.body.dataset;

attach(
  {
    "announcement-notice": AnnouncementNoticeController,
    "connection-status": ConnectionStatusController,
    "sign-out": SignOutController,
    operator: OperatorController,
  },
  { meeting: openMeeting(), room: { memory: new MemberStorage(id, "site") } },
);
