/** Operator's desk of the hall's screens. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { HistoryController } from "../hall_screens/history_controller.js";
import { HallMediaController } from "../hall_screens/media_controller.js";
import { HallScreensController } from "../hall_screens/screens_controller.js";
import { TilesController } from "../hall_screens/tiles_controller.js";
import { WelcomeController } from "../hall_screens/welcome_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";

attach(
  {
    "connection-status": ConnectionStatusController,
    "hall-screens": HallScreensController,
    "scene-tiles": TilesController,
    "hall-media": HallMediaController,
    "hall-welcome": WelcomeController,
    "hall-history": HistoryController,
  },
  // `queue`: prepares a scene on the chosen screen; set by the desk itself.
  { meetingId: pageMeetingId(), meeting: openMeeting(), screens: { queue: () => {} } },
);
