/** Draw notes over the current page and its neighbours. */

import { isSame } from "../documents/reader/page_position.js";
import { NoteLayer } from "./note_layer.js";
import { pins } from "./note_pins.js";
import { pageOf } from "./note_store.js";

/** @typedef {import("../documents/reader/reader.js").Reader} Reader */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./note_store.js").NoteStore} NoteStore */
/** @typedef {import("./shared_notes.js").SharedNotes} SharedNotes */
/** @typedef {import("./note.js").Note} Note */

/** A turn has its frames for itself. */
const UPDATE_DELAY_MS = 100;

export class NoteOverlays {
  /** @type {Map<PageFrame, NoteLayer>} */
  #layers = new Map();
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #updateTimer;

  /**
   * @param {Reader} reader
   * @param {NoteStore} noteStore
   * @param {SharedNotes} shared
   * @param {(note: Note) => void} open a written note was touched
   */
  constructor(reader, noteStore, shared, open) {
    this.reader = reader;
    this.noteStore = noteStore;
    this.shared = shared;
    this.open = open;
    const stage = reader.stage.element;
    for (const source of [noteStore, shared]) {
      source.addEventListener("changed", (event) => {
        this.#changed(/** @type {CustomEvent} */ (event).detail);
      });
    }
    document.addEventListener("page-painted", () => this.update());
    for (const name of ["zoomed", "rested"]) {
      stage.addEventListener(name, () => this.#renderSharper());
    }
    new ResizeObserver(() => this.#renderSharper()).observe(stage);
    this.#watch(stage);
  }

  /**
   * Pages are fetched, and become neighbours of the current one, after it was painted.
   * @param {HTMLElement} stage
   */
  #watch(stage) {
    const observer = new MutationObserver((records) => {
      if (!records.some(isOfFrame)) return;
      clearTimeout(this.#updateTimer);
      this.#updateTimer = window.setTimeout(() => this.update(), UPDATE_DELAY_MS);
    });
    const slots = { attributes: true, attributeFilter: ["data-slot"] };
    observer.observe(stage, { subtree: true, childList: true, ...slots });
  }

  /** @returns {PageFrame | null} */
  get currentFrame() {
    const { pool, position } = this.reader;
    return (position && pool.find(position)) ?? null;
  }

  /**
   * Return all notes on a page: shared ones below own ones.
   * @param {import("./note_store.js").PagePosition} position
   */
  #notesOn(position) {
    return [...this.shared.on(position), ...this.noteStore.on(position)];
  }

  /** Lay the page in front first, then its neighbours. */
  async update() {
    const { pool } = this.reader;
    for (const [frame, layer] of this.#layers) {
      if (isNearby(frame) && pool.find(frame.position) === frame) continue;
      layer.dispose();
      this.#layers.delete(frame);
      frame.element.querySelector(".pins")?.remove();
    }
    const near = pool.frames.filter(isNearby).sort((one) => (isVisible(one) ? -1 : 1));
    for (const frame of near) {
      if (!this.#layers.has(frame)) await this.#render(frame);
      else this.#drawPins(frame);
    }
  }

  /** @param {PageFrame} frame */
  async #render(frame) {
    const layer = this.#layers.get(frame) ?? new NoteLayer(frame);
    this.#layers.set(frame, layer);
    this.#drawPins(frame);
    await layer.render(
      this.#notesOn(frame.position),
      this.reader.stage.zoomView.pixels(frame),
    );
  }

  /** @param {PageFrame} frame */
  #drawPins(frame) {
    const texts = this.#notesOn(frame.position).filter((note) => note.kind === "text");
    frame.element.querySelector(".pins")?.remove();
    if (!texts.length || !isVisible(frame)) return;
    frame.sheet.append(pins(texts, this.open));
  }

  /** @param {{pages: Set<string>}} detail */
  #changed({ pages }) {
    for (const [frame, layer] of this.#layers) {
      if (!pages.has(pageOf(frame.position))) continue;
      this.#drawPins(frame);
      if (!layer.add(this.#notesOn(frame.position))) this.#render(frame);
    }
  }

  /** Render again when the gesture ends, not on each move. */
  #renderSharper() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      for (const [frame, layer] of this.#layers) {
        const isHere = isSame(frame.position, this.reader.position);
        const pixels = this.reader.stage.zoomView.pixels(frame);
        if (isHere && layer.isCoarse(pixels)) this.#render(frame);
      }
    }, 150);
  }
}

/** @param {PageFrame} frame */
function isVisible(frame) {
  const { slot } = frame.element.dataset;
  return slot === "current" || slot === "beside";
}

/** @param {PageFrame} frame */
function isNearby(frame) {
  return frame.element.dataset.slot !== "spare";
}

/** @param {MutationRecord} record */
function isOfFrame({ type, addedNodes }) {
  const isFrame = (/** @type {Node} */ node) =>
    node instanceof Element && node.classList.contains("frame");
  return type === "attributes" || [...addedNodes].some(isFrame);
}
