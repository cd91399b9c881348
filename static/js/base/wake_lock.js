/** Keep the screen on during the meeting, where the browser supports it. */

async function requestLock() {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // A low battery or the system's own rule may refuse; the meeting goes on.
  }
}

/** Keep the screen lit; the browser drops the lock whenever the page is hidden. */
export function keepAwake() {
  requestLock();
  document.addEventListener("visibilitychange", requestLock);
}
