/** Page of people and badges. */

import { NewMemberController } from "../badges/new_member_controller.js";
import { PeopleController } from "../badges/people_controller.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ExportController } from "../people/export_controller.js";

attach(
  {
    people: PeopleController,
    "new-member": NewMemberController,
    export: ExportController,
  },
  { meetingId: pageMeetingId() },
);
