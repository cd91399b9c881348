/** Socket.IO client over WebSocket only. */

import { io } from "socket.io-client";

/** @param {() => object} auth what to greet with, asked at each connecting */
export function openSocket(auth) {
  return io({
    transports: ["websocket"],
    auth: (/** @type {(greeting: object) => void} */ greet) => greet(auth()),
    // Backoff decides when to reconnect.
    reconnection: false,
  });
}
