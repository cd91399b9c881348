/** Screen for preparing votes: the list, one form at a time. */

import { attach } from "../base/controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { Workspace } from "../meetings/workspace.js";
import { VotesController } from "../voting/votes_controller.js";

const meeting = openMeeting();
const panel = /** @type {HTMLElement} */ (document.getElementById("panel"));
const workspace = new Workspace(meeting, panel);

attach(
  { "connection-status": ConnectionStatusController, votes: VotesController },
  { meeting, workspace },
);
