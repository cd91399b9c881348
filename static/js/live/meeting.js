/** Opens the live meeting of a page and keeps it awake. */

import { io } from "socket.io-client";
import { get } from "../base/api.js";
import { forgetHolders } from "../base/memory.js";
import { LiveMeeting } from "./connection.js";

let isLeaving = false;

/**
 * Tell the sign-in screen why the tablet is back. The first reason is the true one:
 * what fails after it fails because of it.
 * @param {string} reason
 */
function leave(reason) {
  if (isLeaving) return;
  isLeaving = true;
  forgetHolders();
  location.replace(`/?reason=${encodeURIComponent(reason)}`);
}

/** @param {number} meetingId */
function openSocket(meetingId) {
  return io({
    transports: ["websocket"],
    auth: { meeting: meetingId },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
  });
}

/**
 * Open the meeting named by `data-meeting` on the page's body.
 * @param {(meetingId: number) => Promise<any>} [fetchSnapshot] for screens that may
 *   not read papers and have a state of their own
 * @returns {LiveMeeting}
 */
export function openMeeting(fetchSnapshot = (id) => get(`/m/${id}/snapshot`)) {
  const meeting = new LiveMeeting({
    meetingId: Number(document.body.dataset.meeting),
    openSocket,
    fetchSnapshot,
    signedOut: leave,
  });
  const wake = () => document.visibilityState === "visible" && meeting.wake();
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  meeting.open();
  return meeting;
}
