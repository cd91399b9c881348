/** The secretariat's page of people and badges. */

import { NewMemberController } from "../badges/new_member_controller.js";
import { PeopleController } from "../badges/people_controller.js";
import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page.js";
import { CopyController } from "../roster/copy_controller.js";

attach(
  {
    people: PeopleController,
    "new-member": NewMemberController,
    copy: CopyController,
  },
  { meetingId: pageMeetingId() },
);
