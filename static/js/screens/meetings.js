/** List of meetings. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { attach } from "../base/controller.js";
import {
  CloneMeetingController,
  CreateMeetingController,
} from "../meetings/meeting_list_controller.js";

attach(
  {
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
    "create-meeting": CreateMeetingController,
    "clone-meeting": CloneMeetingController,
  },
  {},
);
