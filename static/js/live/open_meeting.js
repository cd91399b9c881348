/** Open the live meeting of a page. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { showMeeting } from "../base/meeting_heading.js";
import { forgetHolderData } from "../base/member_storage.js";
import { pageMeetingId } from "../base/page_context.js";
import { LiveMeeting } from "./live_meeting.js";
import { openSocket } from "./socket.js";

let isLeaving = false;

/**
 * Tell the sign-in screen why the tablet is back. The first reason is the true one:
 * what fails after it fails because of it.
 * @param {string} reason
 */
async function leaveMeeting(reason) {
  if (isLeaving) return;
  isLeaving = true;
  // A hall's screen may end with words of its own.
  const event = new CustomEvent("meeting-left", { detail: reason, cancelable: true });
  if (!document.dispatchEvent(event)) return;
  await forgetHolderData(reason);
  location.replace(withQuery(addresses.badgesShowIdle(), { reason }));
}

/**
 * @param {number} meetingId
 * @param {number} atLeast a server process that has not heard of it yet must ask
 */
function getSnapshot(meetingId, atLeast) {
  const headers = { Accept: "application/json", "Meeting-Number": String(atLeast) };
  return get(addresses.screensSnapshot(meetingId), { headers });
}

/**
 * @param {number} meetingId
 * @returns {import("./live_meeting_parts.js").Parts["fetchPart"]}
 */
function partGetter(meetingId) {
  return (part, atLeast) => {
    const headers = { Accept: "application/json", "Meeting-Number": String(atLeast) };
    return get(addresses.screensSnapshotPart(meetingId, part), { headers });
  };
}

/**
 * Mark the page once what it knows stands there: until then its parts keep their places
 * unseen (style sheets ask for `is-drawn`), so that nothing jumps while they fill.
 * @param {LiveMeeting} meeting
 */
function markWhenDrawn(meeting) {
  const stop = meeting.watch(({ state }) => {
    if (!state) return;
    // Others watch too, and some draw in the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.body.classList.add("is-drawn")),
    );
    queueMicrotask(() => stop());
  });
}

/**
 * Open the meeting named by `data-meeting` on the page's body.
 * @param {(meetingId: number, atLeast: number) => Promise<any>} [fetchSnapshot] for
 *   screens that may not read documents and have their own state
 * @param {import("./live_meeting.js").Parts["cachedSnapshot"]} [cachedSnapshot]
 * @returns {LiveMeeting}
 */
export function openMeeting(fetchSnapshot = getSnapshot, cachedSnapshot) {
  const meetingId = pageMeetingId();
  const meeting = new LiveMeeting({
    meetingId,
    openSocket,
    fetchSnapshot,
    // Screens with a state of their own have no parts.
    fetchPart: fetchSnapshot === getSnapshot ? partGetter(meetingId) : undefined,
    isOneOfFew: !document.body.classList.contains("tablet"),
    cachedSnapshot,
    report: (shown) => post(addresses.presenceReportShown(meetingId), shown),
    signedOut: leaveMeeting,
  });
  const wake = () => document.visibilityState === "visible" && meeting.wake();
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  meeting.watch(({ state }) => state?.meeting && showMeeting(state.meeting));
  markWhenDrawn(meeting);
  meeting.open();
  return meeting;
}
