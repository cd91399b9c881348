/**
 * Calls to a tablet of the house: there is something to do, ask the server. They come on
 * the meeting's channel where there is one, else on a line of their own.
 */

import { Comeback } from "./comeback.js";

/** All tablets of a hall come back at once: within so many milliseconds. */
const SPREAD_MS = 3000;

class Calls extends EventTarget {
  /** Whether a meeting's channel brings them. */
  isServed = false;

  /** @param {{spread: number}} said within how many milliseconds to answer */
  come(said) {
    this.dispatchEvent(new CustomEvent("call", { detail: said }));
  }
}

export const calls = new Calls();

/**
 * Listen where no meeting is open on this screen.
 * @param {(auth: () => object) => any} openSocket
 * @returns {() => void} how to hang up
 */
export function listen(openSocket) {
  let isOver = false;
  const socket = openSocket(() => ({ tablet: true }));
  const comeback = new Comeback(
    () => socket.connect(),
    () => SPREAD_MS,
  );
  const lost = () => isOver || comeback.soon();
  comeback.begun();
  socket.on("connect", () => comeback.arrived());
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);
  socket.on("restarting", () => comeback.restarting());
  socket.on("tablet", (/** @type {{spread: number}} */ said) => calls.come(said));
  return () => {
    isOver = true;
    socket.disconnect();
  };
}
