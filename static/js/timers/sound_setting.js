/** Whether this device sounds a tone when a clock passes a threshold. */

const KEY = "kiosk-clock-sound";

/** @returns {Storage | null} null where the browser allows none */
function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** @param {boolean} byMeeting what the meeting wants, where this device has no wish */
export function isSoundWanted(byMeeting) {
  const wish = storage()?.getItem(KEY);
  return wish ? wish === "on" : byMeeting;
}

/** @param {boolean} isWanted */
export function setSoundWanted(isWanted) {
  try {
    storage()?.setItem(KEY, isWanted ? "on" : "off");
  } catch {
    // A full storage costs the wish at the next start, nothing now.
  }
}
