/**
 * Push messages to a managed tablet: it then asks the server. They arrive on the
 * meeting's channel if there is one, else on a connection of their own.
 */

import { Backoff } from "./backoff.js";

/** Tablets reconnect spread over this time, in milliseconds. */
const SPREAD_MS = 3000;

class DevicePush extends EventTarget {
  /** Whether a meeting's channel brings them. */
  isOnMeetingChannel = false;

  /** @param {{spread: number}} said within how many milliseconds to answer */
  dispatch(said) {
    this.dispatchEvent(new CustomEvent("call", { detail: said }));
  }
}

export const devicePush = new DevicePush();

/**
 * Listen where no meeting is open on this screen.
 * @param {(auth: () => object) => any} openSocket
 * @returns {() => void} how to close it
 */
export function openPushChannel(openSocket) {
  let isOver = false;
  const socket = openSocket(() => ({ tablet: true }));
  const backoff = new Backoff(
    () => socket.connect(),
    () => SPREAD_MS,
  );
  const onDisconnect = () => isOver || backoff.retryLater();
  backoff.onConnecting();
  socket.on("connect", () => backoff.onConnected());
  socket.on("disconnect", onDisconnect);
  socket.on("connect_error", onDisconnect);
  socket.on("restarting", () => backoff.onServerRestart());
  socket.on("tablet", (/** @type {{spread: number}} */ said) =>
    devicePush.dispatch(said),
  );
  return () => {
    isOver = true;
    socket.disconnect();
  };
}
