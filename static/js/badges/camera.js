/** A camera looking for one QR code at a time, with little work for the processor. */

/** Pause between two looks, in milliseconds: ten a second at most. */
const LOOK_MS = 120;
/** The middle of the picture is looked at, this many pixels square at most. */
const SIDE = 640;
const MIDDLE = 0.85;

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #canvas = document.createElement("canvas");

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./decoder.js").Decode} decode
   * @param {(text: string) => void} seen
   */
  constructor(video, decode, seen) {
    this.video = video;
    this.decode = decode;
    this.seen = seen;
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
    this.video.srcObject = this.#stream;
    await this.video.play();
    this.#look();
  }

  /** Close the camera; its light goes out. */
  stop() {
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }

  async #look() {
    const stream = this.#stream;
    const picture = this.#middle();
    if (picture) {
      const text = await this.decode(picture).catch(() => null);
      if (text && this.#stream === stream) this.seen(text);
    }
    if (this.#stream === stream && stream) {
      this.#timer = setTimeout(() => this.#look(), LOOK_MS);
    }
  }

  /** @returns {ImageData | null} */
  #middle() {
    const { videoWidth, videoHeight } = this.video;
    const from = Math.min(videoWidth, videoHeight) * MIDDLE;
    const pen = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!from || !pen) return null;
    const side = Math.min(SIDE, Math.round(from));
    if (this.#canvas.width !== side) {
      this.#canvas.width = side;
      this.#canvas.height = side;
    }
    const left = (videoWidth - from) / 2;
    const top = (videoHeight - from) / 2;
    pen.drawImage(this.video, left, top, from, from, 0, 0, side, side);
    return pen.getImageData(0, 0, side, side);
  }
}
