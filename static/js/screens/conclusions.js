/** Screen of conclusions: the list, one form at a time. */

import { attach } from "../base/controller.js";
import { ConclusionsController } from "../conclusions/conclusions_controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { Workspace } from "../meetings/workspace.js";

const meeting = openMeeting();
const panel = /** @type {HTMLElement} */ (document.getElementById("panel"));
const workspace = new Workspace(meeting, panel);

attach(
  {
    "connection-status": ConnectionStatusController,
    conclusions: ConclusionsController,
  },
  { meeting, workspace },
);
