/** All sites at a glance. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import { LinkController } from "../live/link_controller.js";
import { openMeeting } from "../live/meeting.js";
import { BoardController } from "../sites/board_controller.js";

attach(
  {
    link: LinkController,
    "sign-out": SignOutController,
    board: BoardController,
  },
  { meeting: openMeeting() },
);
