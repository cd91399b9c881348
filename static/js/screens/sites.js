/** Dashboard of all sites. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { SiteDashboardController } from "../sites/site_dashboard_controller.js";

attach(
  {
    "connection-status": ConnectionStatusController,
    "sign-out": SignOutController,
    board: SiteDashboardController,
  },
  { meeting: openMeeting() },
);
