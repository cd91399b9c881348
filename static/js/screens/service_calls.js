/** Desk of service calls. */

import * as addresses from "../base/addresses.js";
import { get } from "../base/api.js";
import { attach } from "../base/controller.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { ServiceDeskController } from "../service_calls/service_desk_controller.js";

/** @param {number} id */
async function fetchBoard(id) {
  const board = await get(addresses.serviceCallsBoard(id));
  // This screen reads no documents; other facts lead to a fresh list.
  return { items: [], documents: [], live: null, ...board };
}

attach(
  {
    "connection-status": ConnectionStatusController,
    "service-desk": ServiceDeskController,
  },
  { meeting: openMeeting(fetchBoard) },
);
