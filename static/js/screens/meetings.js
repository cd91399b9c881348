/** List of meetings. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { attach } from "../base/controller.js";
import {
  CloneMeetingController,
  CreateMeetingController,
} from "../meetings/meeting_list_controller.js";

attach(
  {
    "sign-out": SignOutController,
    "create-meeting": CreateMeetingController,
    "clone-meeting": CloneMeetingController,
  },
  {},
);
