/** Lays the notes over the pages in front and beside; the others wait without. */

import { isSame } from "../documents/reader/places.js";
import { PageLayer } from "./page_layer.js";
import { pins } from "./pins.js";
import { pageOf } from "./shelf.js";

/** @typedef {import("../documents/reader/reader.js").Reader} Reader */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */
/** @typedef {import("./shelf.js").Shelf} Shelf */
/** @typedef {import("./shared.js").Shared} Shared */
/** @typedef {import("./note.js").Note} Note */

/** A turn has its frames for itself. */
const CALM_MS = 100;

export class Sheets {
  /** @type {Map<Frame, PageLayer>} */
  #layers = new Map();
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #laying;

  /**
   * @param {Reader} reader
   * @param {Shelf} shelf
   * @param {Shared} shared
   * @param {(note: Note) => void} open a written note was touched
   */
  constructor(reader, shelf, shared, open) {
    this.reader = reader;
    this.shelf = shelf;
    this.shared = shared;
    this.open = open;
    const stage = reader.stage.element;
    for (const source of [shelf, shared]) {
      source.addEventListener("changed", (event) => {
        this.#changed(/** @type {CustomEvent} */ (event).detail);
      });
    }
    document.addEventListener("page-painted", () => this.lay());
    for (const name of ["zoomed", "rested"]) {
      stage.addEventListener(name, () => this.#sharpen());
    }
    new ResizeObserver(() => this.#sharpen()).observe(stage);
    this.#watch(stage);
  }

  /**
   * Pages are fetched, and come to lie beside the one in front, after that was painted.
   * @param {HTMLElement} stage
   */
  #watch(stage) {
    const observer = new MutationObserver((records) => {
      if (!records.some(isOfFrame)) return;
      clearTimeout(this.#laying);
      this.#laying = window.setTimeout(() => this.lay(), CALM_MS);
    });
    const slots = { attributes: true, attributeFilter: ["data-slot"] };
    observer.observe(stage, { subtree: true, childList: true, ...slots });
  }

  /** @returns {Frame | null} */
  get front() {
    const { pool, place } = this.reader;
    return (place && pool.find(place)) ?? null;
  }

  /**
   * Return all that lies on a page: what others share below one's own.
   * @param {import("./shelf.js").Place} place
   */
  #on(place) {
    return [...this.shared.on(place), ...this.shelf.on(place)];
  }

  /** Lay the page in front first, then its neighbours. */
  async lay() {
    const { pool } = this.reader;
    for (const [frame, layer] of this.#layers) {
      if (isNear(frame) && pool.find(frame.place) === frame) continue;
      layer.dispose();
      this.#layers.delete(frame);
      frame.element.querySelector(".pins")?.remove();
    }
    const near = pool.frames.filter(isNear).sort((one) => (isFront(one) ? -1 : 1));
    for (const frame of near) {
      if (!this.#layers.has(frame)) await this.#bake(frame);
      else this.#pin(frame);
    }
  }

  /** @param {Frame} frame */
  async #bake(frame) {
    const layer = this.#layers.get(frame) ?? new PageLayer(frame);
    this.#layers.set(frame, layer);
    this.#pin(frame);
    await layer.bake(this.#on(frame.place), this.reader.stage.lens.pixels(frame));
  }

  /** @param {Frame} frame */
  #pin(frame) {
    const texts = this.#on(frame.place).filter((note) => note.kind === "text");
    frame.element.querySelector(".pins")?.remove();
    if (!texts.length || !isFront(frame)) return;
    frame.sheet.append(pins(texts, this.open));
  }

  /** @param {{pages: Set<string>}} detail */
  #changed({ pages }) {
    for (const [frame, layer] of this.#layers) {
      if (!pages.has(pageOf(frame.place))) continue;
      this.#pin(frame);
      if (!layer.add(this.#on(frame.place))) this.#bake(frame);
    }
  }

  /** Drawn anew when the fingers rest, and not for each of their moves. */
  #sharpen() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      for (const [frame, layer] of this.#layers) {
        const isHere = isSame(frame.place, this.reader.place);
        const pixels = this.reader.stage.lens.pixels(frame);
        if (isHere && layer.isCoarse(pixels)) this.#bake(frame);
      }
    }, 150);
  }
}

/** @param {Frame} frame */
function isFront(frame) {
  const { slot } = frame.element.dataset;
  return slot === "current" || slot === "beside";
}

/** @param {Frame} frame */
function isNear(frame) {
  return frame.element.dataset.slot !== "spare";
}

/** @param {MutationRecord} record */
function isOfFrame({ type, addedNodes }) {
  const isFrame = (/** @type {Node} */ node) =>
    node instanceof Element && node.classList.contains("frame");
  return type === "attributes" || [...addedNodes].some(isFrame);
}
