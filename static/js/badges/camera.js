/** A camera looking for one QR code at a time, with little work for the processor. */

/** Pause between two looks, in milliseconds: ten a second at most. */
const LOOK_MS = 120;
/** The middle of the picture is looked at, this many pixels square at most. */
const SIDE = 640;
const MIDDLE = 0.85;
/** No new picture for so long: another program has taken the camera, or it is broken. */
const STILL_MS = 8000;

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #canvas = document.createElement("canvas");
  /** When the last picture came. */
  #pictureAt = 0;

  /**
   * @param {HTMLVideoElement} video
   * @param {import("./decoder.js").Decode} decode
   * @param {{seen: (text: string) => void, lost: () => void}} handlers lost: it was on, and
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
      track.addEventListener("ended", () => this.#lose(stream));
    }
    this.video.srcObject = stream;
    this.#pictureAt = performance.now();
    this.#notePictures(stream);
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

  /** @param {MediaStream | null} stream the one that gives no more pictures */
  #lose(stream) {
    if (!stream || this.#stream !== stream) return;
    this.stop();
    this.handlers.lost();
  }

  /** @param {MediaStream} stream */
  #notePictures(stream) {
    if (this.#stream !== stream) return;
    this.#pictureAt = performance.now();
    this.video.requestVideoFrameCallback?.(() => this.#notePictures(stream));
  }

  /** @returns {boolean} whether no picture has come for too long; old browsers hide it */
  #isStill() {
    const canTell = "requestVideoFrameCallback" in this.video;
    return canTell && performance.now() - this.#pictureAt > STILL_MS;
  }

  async #look() {
    const stream = this.#stream;
    if (this.#isStill()) return this.#lose(stream);
    const picture = this.#middle();
    if (picture) {
      const text = await this.decode(picture).catch(() => null);
      if (text && this.#stream === stream) this.handlers.seen(text);
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
