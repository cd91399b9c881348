/** QR decoder: the browser's BarcodeDetector, else zxing from this server. */

/** @typedef {(image: ImageData) => Promise<string | null>} Decode */

/** @returns {Promise<Decode | null>} */
async function nativeDecoder() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  if (!Detector) return null;
  const formats = await Detector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return async (image) => {
    const [found] = await detector.detect(image);
    return found?.rawValue ?? null;
  };
}

/**
 * @param {string} wasmUrl
 * @returns {Promise<Decode>}
 */
async function zxingDecoder(wasmUrl) {
  const zxing = await import("zxing-wasm/reader");
  // By default zxing fetches its wasm from a foreign host.
  await zxing.prepareZXingModule({
    overrides: { locateFile: () => wasmUrl },
    fireImmediately: true,
  });
  return async (image) => {
    const [found] = await zxing.readBarcodes(image, {
      formats: ["QRCode"],
      maxNumberOfSymbols: 1,
      tryHarder: true,
    });
    return found?.isValid ? found.text : null;
  };
}

/**
 * Make the best decoder this browser has.
 * @param {string} wasmUrl where our server keeps zxing's wasm
 * @returns {Promise<Decode>}
 */
export async function makeDecoder(wasmUrl) {
  return (await nativeDecoder()) ?? zxingDecoder(wasmUrl);
}
