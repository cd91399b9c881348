/** Read QR codes from a camera, at most ten times a second. */

/** Pause between two looks, in milliseconds: ten a second at most. */
const SCAN_INTERVAL_MS = 120;
/** The middle of the picture is looked at, this many pixels square at most. */
const MAX_SIDE_PX = 640;
const CENTRE_SHARE = 0.85;
/** No new picture for so long: another program has taken the camera, or it is broken. */
const FROZEN_AFTER_MS = 8000;

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #canvas = document.createElement("canvas");
  /** When the last picture came. */
  #lastFrameAt = 0;

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./qr_decoder.js").Decode} decode
   * @param {{onCode: (text: string) => void, onLost: () => void}} handlers onLost: it was on, and
   *   gives no more pictures
   */
  constructor(video, decode, handlers) {
    this.video = video;
    this.decode = decode;
    this.handlers = handlers;
  }

  get isOn() {
    return this.#stream !== null;
  }

  /**
   * Open the camera and look.
   * @param {"user" | "environment"} facing
   */
  async start(facing) {
    this.stop();
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: facing },
        width: { ideal: 1280 },
        height: { ideal: 720 },
      },
    });
    const stream = this.#stream;
    for (const track of stream.getTracks()) {
      track.addEventListener("ended", () => this.#onLost(stream));
    }
    this.video.srcObject = stream;
    this.#lastFrameAt = performance.now();
    this.#trackFrames(stream);
    await this.video.play();
    this.#scan();
  }

  /** Close the camera; its light goes out. */
  stop() {
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** @param {MediaStream | null} stream the one that gives no more pictures */
  #onLost(stream) {
    if (!stream || this.#stream !== stream) return;
    this.stop();
    this.handlers.onLost();
  }

  /** @param {MediaStream} stream */
  #trackFrames(stream) {
    if (this.#stream !== stream) return;
    this.#lastFrameAt = performance.now();
    this.video.requestVideoFrameCallback?.(() => this.#trackFrames(stream));
  }

  /** @returns {boolean} whether no picture has come for too long; old browsers hide it */
  #isFrozen() {
    const isSupported = "requestVideoFrameCallback" in this.video;
    return isSupported && performance.now() - this.#lastFrameAt > FROZEN_AFTER_MS;
  }

  async #scan() {
    const stream = this.#stream;
    if (this.#isFrozen()) return this.#onLost(stream);
    const image = this.#captureCentre();
    if (image) {
      const text = await this.decode(image).catch(() => null);
      if (text && this.#stream === stream) this.handlers.onCode(text);
    }
    if (this.#stream === stream && stream) {
      this.#timer = setTimeout(() => this.#scan(), SCAN_INTERVAL_MS);
    }
  }

  /** @returns {ImageData | null} */
  #captureCentre() {
    const { videoWidth, videoHeight } = this.video;
    const from = Math.min(videoWidth, videoHeight) * CENTRE_SHARE;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!from || !context) return null;
    const side = Math.min(MAX_SIDE_PX, Math.round(from));
    if (this.#canvas.width !== side) {
      this.#canvas.width = side;
      this.#canvas.height = side;
    }
    const left = (videoWidth - from) / 2;
    const top = (videoHeight - from) / 2;
    context.drawImage(this.video, left, top, from, from, 0, 0, side, side);
    return context.getImageData(0, 0, side, side);
  }
}
