/** Fetches a page's picture; one that is drawn for this reader may take a while. */

/** A page that is being drawn is asked for so often, after so long. */
const TRIES = 12;
const PAUSE_MS = 1200;

/**
 * @param {string} address
 * @returns {Promise<HTMLImageElement | null>} null: it did not come
 */
function decoded(address) {
  const image = new Image();
  image.className = "sheet-image";
  image.alt = "";
  image.draggable = false;
  image.decoding = "sync";
  image.src = address;
  return image.decode().then(
    () => image,
    () => null,
  );
}

/** Wait; at different moments, for the whole hall may want the same page. */
const pause = () =>
  new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));

/**
 * @param {string} address
 * @param {() => boolean} isWorthWaiting asked after each try that failed
 * @returns {Promise<HTMLImageElement | null>} null: it could not be had
 */
export async function patientImage(address, isWorthWaiting) {
  for (let left = TRIES; left > 0; left -= 1) {
    const image = await decoded(address);
    if (image || !isWorthWaiting()) return image;
    await pause();
  }
  return null;
}
