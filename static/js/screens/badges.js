/** The secretariat's page of people and badges. */

import { NewMemberController } from "../badges/new_member_controller.js";
import { PeopleController } from "../badges/people_controller.js";
import { attach } from "../base/controller.js";

attach(
  { people: PeopleController, "new-member": NewMemberController },
  { meetingId: Number(document.body.dataset.meeting) },
);
