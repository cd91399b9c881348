/** Socket.IO client over WebSocket only. */

import { io } from "socket.io-client";

/** @param {() => object} auth data of each connection */
export function openSocket(auth) {
  return io({
    transports: ["websocket"],
    auth: (/** @type {(data: object) => void} */ send) => send(auth()),
    // Backoff decides when to reconnect.
    reconnection: false,
  });
}
