/** An operator's screen: his own site. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import { LinkController } from "../live/link_controller.js";
import { openMeeting } from "../live/meeting.js";
import { OperatorController } from "../sites/operator_controller.js";

attach(
  {
    link: LinkController,
    "sign-out": SignOutController,
    operator: OperatorController,
  },
  { meeting: openMeeting() },
);
