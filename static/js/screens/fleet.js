/** Screen of the managed tablets. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import * as addresses from "../base/addresses.js";
import { get } from "../base/api.js";
import { attach } from "../base/controller.js";
import { CommandsController } from "../fleet/commands_controller.js";
import { Fleet } from "../fleet/fleet.js";
import { FleetController, FleetLinkController } from "../fleet/fleet_controller.js";
import { InviteController } from "../fleet/invite_controller.js";

const { meeting: meetingId = null } = document.body.dataset;

attach(
  {
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
    fleet: FleetController,
    "fleet-link": FleetLinkController,
    "fleet-actions": CommandsController,
    invite: InviteController,
  },
  {
    fleet: new Fleet(() => get(addresses.fleetFleetState(meetingId))),
    lines: new Map(),
    meetingId,
  },
);
