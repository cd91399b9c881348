/**
 * Canvas with the notes of one page: all strokes and highlights in one image, so that
 * turning and zooming move a single layer.
 */

import { el } from "../base/dom.js";
import { drawNote, drawNotes } from "./note_renderer.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/** Wider than this a canvas costs a cheap tablet more than it shows, in pixels. */
const MAX_CANVAS_WIDTH = 1600;

export class NoteLayer {
  /** @type {HTMLCanvasElement | null} */
  canvas = null;
  /** What is drawn there. @type {Set<string>} */
  #drawn = new Set();
  #generation = 0;
  /** A drawing is under way; what is written meanwhile is added to it. */
  #isRendering = false;

  /** @param {PageFrame} frame */
  constructor(frame) {
    this.frame = frame;
  }

  /**
   * Render these notes for a page of this width in device pixels, then show them.
   * @param {Note[]} notes
   * @param {number} pixels
   */
  async render(notes, pixels) {
    const round = ++this.#generation;
    const drawn = notes.filter((note) => note.kind !== "text");
    if (!drawn.length) return this.#show(null, drawn);
    const { width, height } = this.frame.size;
    const canvasWidth = Math.round(Math.min(pixels, MAX_CANVAS_WIDTH));
    const canvas = el("canvas", { class: "sheet-ink", "aria-hidden": "true" });
    canvas.width = canvasWidth;
    canvas.height = Math.round((canvasWidth * height) / width);
    const context = canvas.getContext("2d");
    if (!context) return;
    this.#isRendering = true;
    const isWanted = () => round === this.#generation;
    if (!(await drawNotes(context, drawn, canvas, isWanted))) return;
    this.#isRendering = false;
    this.#show(canvas, drawn);
  }

  /**
   * @param {HTMLCanvasElement | null} canvas
   * @param {Note[]} notes
   */
  #show(canvas, notes) {
    const old = this.canvas;
    this.canvas = canvas;
    this.#drawn = new Set(notes.map((note) => note.key));
    if (canvas) this.frame.sheet.insertBefore(canvas, this.frame.words);
    if (old) releaseCanvas(old);
  }

  /**
   * Add a new note to the layer; returns whether no full rendering is needed.
   * @param {Note[]} notes all of the page
   */
  add(notes) {
    const drawable = notes.filter((note) => note.kind !== "text");
    const context = this.canvas?.getContext("2d");
    if (!context || this.#isRendering) return drawable.length === 0 && !this.canvas;
    const isGrown = drawable.length === this.#drawn.size + 1;
    const fresh = drawable.filter((note) => !this.#drawn.has(note.key));
    if (!isGrown || fresh.length !== 1 || !fresh[0]) return false;
    drawNote(context, fresh[0], context.canvas);
    this.#drawn.add(fresh[0].key);
    return true;
  }

  /** @param {number} pixels */
  isCoarse(pixels) {
    return (
      this.canvas !== null &&
      Math.min(pixels, MAX_CANVAS_WIDTH) > this.canvas.width * 1.2
    );
  }

  dispose() {
    this.#generation += 1;
    if (this.canvas) releaseCanvas(this.canvas);
    this.canvas = null;
  }
}

/** @param {HTMLCanvasElement} canvas whose memory is given back at once */
function releaseCanvas(canvas) {
  canvas.remove();
  canvas.width = 0;
  canvas.height = 0;
}
