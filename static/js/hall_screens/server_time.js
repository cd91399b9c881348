/** The server's time on this screen: as the page said it, until the server is asked. */

import { serverClock } from "../timers/server_clock.js";

const offset = Date.now() - Date.parse(globalThis.document?.body?.dataset.now ?? "");

/** @returns {number} milliseconds since 1970 */
export function serverNow() {
  return serverClock.isKnown ? serverClock.now() : Date.now() - (offset || 0);
}
