/** Screen of the floor for the secretary, and for the operator of a site. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { FloorPanelController } from "../speaking/floor_panel_controller.js";
import { OnBehalfController } from "../speaking/on_behalf_controller.js";
import { QuestioningController } from "../speaking/questioning_controller.js";
import { FloorSettingsController } from "../speaking/settings_controller.js";
import { SiteRequestsController } from "../speaking/site_requests_controller.js";
import { StatisticsController } from "../speaking/statistics_controller.js";
import { TimerClockController } from "../timers/timer_clock_controller.js";

attach(
  {
    "connection-status": ConnectionStatusController,
    "sign-out": SignOutController,
    "floor-panel": FloorPanelController,
    "timer-clock": TimerClockController,
    "on-behalf": OnBehalfController,
    "site-requests": SiteRequestsController,
    questioning: QuestioningController,
    "floor-statistics": StatisticsController,
    "floor-settings": FloorSettingsController,
  },
  { meeting: openMeeting() },
);
