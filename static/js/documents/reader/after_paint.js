/** Wait until the browser has painted a frame. */

/**
 * Wait until the frame being prepared has been handed to the screen.
 * @returns {Promise<number>} when, in milliseconds since 1970, as precise as can be
 */
export function afterPaint() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      // A message waits behind the painting of this frame, not before it.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(performance.timeOrigin + performance.now());
      };
      port2.postMessage(null);
    });
  });
}
