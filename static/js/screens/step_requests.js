/** What a next step sends to the server. */

import * as addresses from "../base/addresses.js";
import { press } from "../base/api.js";

/** @typedef {import("../meetings/next_step.js").NextStep} NextStep */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

/** @type {Record<string, (id: number, step: NextStep, state: Snapshot) => Promise<unknown>>} */
const REQUESTS = {
  change_state: (id, { state }, seen) =>
    press(addresses.meetingAdminChangeState(id), {
      state,
      instead_of: seen.meeting.state,
    }),
  call_item: callItem,
  take_break: async (id, step, seen) => {
    await callItem(id, step);
    await press(addresses.meetingAdminChangeState(id), {
      state: step.state,
      instead_of: seen.meeting.state,
    });
  },
};

/**
 * @param {number} id
 * @param {NextStep} step
 */
function callItem(id, { item_id: item, instead_of: insteadOf }) {
  return press(addresses.pagesyncCallItem(id), { item, instead_of: insteadOf });
}

/**
 * Carry out a step; false: nobody on this screen knows how, so its tab is opened.
 * @param {number} meetingId
 * @param {NextStep} step
 * @param {Snapshot} state what the presser sees
 * @returns {Promise<boolean>}
 */
export async function performStep(meetingId, step, state) {
  const request = REQUESTS[step.kind];
  if (request) {
    await request(meetingId, step, state);
    return true;
  }
  // The controllers of floor and votes carry out their own.
  const event = new CustomEvent("next-step", { detail: step, cancelable: true });
  return !document.dispatchEvent(event);
}

/**
 * Go back to the item before.
 * @param {number} meetingId
 * @param {Snapshot} state what the presser sees
 */
export function returnToPreviousItem(meetingId, { live }) {
  const url = addresses.pagesyncReturnToPreviousItem(meetingId);
  return press(url, { instead_of: live.item_id });
}
