/**
 * The button "Ghi chú" and the small palette it opens: pen, felt pen, note, rubber. The
 * page can be turned with the bar and zoomed with two fingers while a tool is in hand.
 */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { look } from "../base/look.js";
import { toast } from "../base/toast.js";
import { Hand } from "./hand.js";
import { Highlighter } from "./highlighter.js";
import { LiveCanvas } from "./live_canvas.js";
import { readNote, writeNote } from "./note_deeds.js";
import { Pen } from "./pen.js";
import { Pinner } from "./pinner.js";
import { Rubber } from "./rubber.js";

/** @typedef {import("./make_notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */

/** @extends {Controller<{notes: Notes}>} */
export class PaletteController extends Controller {
  /** The tool in hand. */
  #name = "";

  /** @override */
  start() {
    const { notes } = this.context;
    const { stage } = notes.room.reader;
    this.live = new LiveCanvas(stage.element);
    this.hand = new Hand(stage.element);
    this.tools = this.#makeTools();
    for (const entry of document.querySelectorAll("[data-notes='palette']")) {
      this.on(entry, "click", () => this.#toggle());
    }
    for (const button of this.#buttons("tool")) {
      this.on(button, "click", () => this.#take(button.dataset.tool ?? ""));
    }
    for (const button of this.#buttons("colour")) {
      this.on(button, "click", () => this.#dip(button.dataset.colour ?? ""));
    }
    this.on(this.target("undo"), "click", () => notes.shelf.undo());
    this.on(this.target("done"), "click", () => this.#close());
    this.on(document, "write-here", () => this.#open());
    this.on(document, "note-here", () => {
      const { front } = notes.sheets;
      // In the margin, where it hides nothing: without a pointer there is no place.
      if (front) writeNote(notes, front, 0.95, 0.06);
    });
    this.on(document, "keydown", (event) => this.#key(event));
    this.on(notes.shelf, "changed", () => this.#draw());
    this.on(look, "changed", () => look.wishes.view === "text" && this.#close());
    notes.open = (note) => readNote(notes, note);
    this.#draw();
  }

  #makeTools() {
    const { notes } = this.context;
    const { shelf } = notes;
    const live = /** @type {LiveCanvas} */ (this.live);
    const frameAt = (/** @type {number} */ x) => this.#frameAt(x);
    const written = (/** @type {Note} */ note) => shelf.add(note);
    const wordless = () => toast(t("Trang này không có lớp chữ để tô. Xin dùng bút."));
    return {
      pen: new Pen(live, frameAt, written),
      highlight: new Highlighter(live, frameAt, written, wordless),
      text: new Pinner(frameAt, (frame, x, y) => writeNote(notes, frame, x, y)),
      rubber: new Rubber(frameAt, shelf),
    };
  }

  /** @param {"tool" | "colour"} kind */
  #buttons(kind) {
    return /** @type {NodeListOf<HTMLElement>} */ (
      this.element.querySelectorAll(`[data-${kind}]`)
    );
  }

  /**
   * Find the page under a point of the screen; two may lie side by side.
   * @param {number} x
   * @returns {Frame | null}
   */
  #frameAt(x) {
    const { reader } = this.context.notes.room;
    const { front } = this.context.notes.sheets;
    const beside = reader.pool.frames.find(
      (frame) => frame.element.dataset.slot === "beside",
    );
    const box = beside?.sheet.getBoundingClientRect();
    return beside && box && x >= box.left ? beside : front;
  }

  #toggle() {
    if (this.element.hidden) this.#open();
    else this.#close();
  }

  #open() {
    // One writes on the page itself.
    if (look.wishes.view === "text") look.set({ view: "page" });
    this.element.hidden = false;
    this.live?.open();
    this.#take(this.#name || "pen");
  }

  #close() {
    this.element.hidden = true;
    this.hand?.hold(null);
    this.live?.close();
    this.#draw();
  }

  /** @param {string} name */
  #take(name) {
    this.#name = name;
    const tools = /** @type {Record<string, import("./hand.js").Tool>} */ (this.tools);
    this.hand?.hold(tools[name] ?? null);
    this.#draw();
  }

  /** @param {string} colour */
  #dip(colour) {
    const { pen, highlight } = this.tools ?? {};
    const tool = this.#name === "highlight" ? highlight : pen;
    if (tool) tool.colour = /** @type {import("./note.js").Colour} */ (colour);
    if (this.#name === "rubber" || this.#name === "text") this.#take("pen");
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.element.hidden || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") this.#close();
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey);
    if (!isUndo) return;
    event.preventDefault();
    this.context.notes.shelf.undo();
  }

  #draw() {
    const isOpen = !this.element.hidden;
    for (const entry of document.querySelectorAll("[data-notes='palette']")) {
      entry.setAttribute("aria-expanded", String(isOpen));
    }
    const tool = this.#name === "highlight" ? this.tools?.highlight : this.tools?.pen;
    for (const each of this.#buttons("tool")) {
      each.setAttribute("aria-pressed", String(each.dataset.tool === this.#name));
    }
    for (const each of this.#buttons("colour")) {
      const isIn = each.dataset.colour === tool?.colour;
      each.setAttribute("aria-pressed", String(isIn));
    }
    const { canUndo } = this.context.notes.shelf;
    this.target("undo").setAttribute("aria-disabled", String(!canUndo));
  }
}
