/** Units for administrators, and the page that a unit's link opens. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { attach } from "../base/controller.js";
import { UnitImportController } from "../units/unit_import_controller.js";
import { UnitLinkController } from "../units/unit_link_controller.js";
import { UnitsController } from "../units/units_controller.js";

attach(
  {
    units: UnitsController,
    "unit-link": UnitLinkController,
    "unit-import": UnitImportController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
  },
  {},
);
