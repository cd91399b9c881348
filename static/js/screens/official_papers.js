/** Settings of official papers, for administrators. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { attach } from "../base/controller.js";
import { OfficeController } from "../official_papers/office_controller.js";

attach(
  {
    office: OfficeController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
  },
  {},
);
