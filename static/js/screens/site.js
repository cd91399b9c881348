/** Screen of a site's operator. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { OperatorController } from "../sites/operator_controller.js";

attach(
  {
    "connection-status": ConnectionStatusController,
    "sign-out": SignOutController,
    operator: OperatorController,
  },
  { meeting: openMeeting() },
);
