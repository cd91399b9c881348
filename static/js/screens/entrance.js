/** The entrance's screen: badges that need help. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { DeskController } from "../badges/desk_controller.js";
import { get } from "../base/api.js";
import { attach } from "../base/controller.js";
import { LinkController } from "../live/link_controller.js";
import { openMeeting } from "../live/meeting.js";

/** @param {number} id */
async function fetchDesk(id) {
  const desk = await get(`/m/${id}/desk`);
  // The desk reads no papers; facts about them then simply lead to a fresh desk.
  return { items: [], documents: [], live: null, ...desk };
}

attach(
  { link: LinkController, desk: DeskController, "sign-out": SignOutController },
  { meeting: openMeeting(fetchDesk) },
);
