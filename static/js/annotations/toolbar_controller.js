/**
 * Button "Ghi chú" and its toolbar: pen, highlighter, text note, eraser, colours, undo.
 */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { displaySettings } from "../base/display_settings.js";
import { toast } from "../base/toast.js";
import { PointerRouter } from "./pointer_router.js";
import { Highlighter } from "./highlighter.js";
import { StrokeCanvas } from "./stroke_canvas.js";
import { openExistingNote, createNote } from "./note_actions.js";
import { Pen } from "./pen.js";
import { NotePlacer } from "./note_placer.js";
import { Eraser } from "./eraser.js";

/** @typedef {import("./notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/** @extends {Controller<{notes: Notes}>} */
export class ToolbarController extends Controller {
  /** The selected tool. */
  #toolName = "";

  /** @override */
  start() {
    const { notes } = this.context;
    const { stage } = notes.room.reader;
    this.strokes = new StrokeCanvas(stage.element);
    this.pointerRouter = new PointerRouter(stage.element);
    this.tools = this.#makeTools();
    for (const entry of document.querySelectorAll("[data-notes='palette']")) {
      this.on(entry, "click", () => this.#toggle());
    }
    for (const button of this.#buttons("tool")) {
      this.on(button, "click", () => this.#selectTool(button.dataset.tool ?? ""));
    }
    for (const button of this.#buttons("colour")) {
      this.on(button, "click", () => this.#selectColour(button.dataset.colour ?? ""));
    }
    this.on(this.target("undo"), "click", () => notes.noteStore.undo());
    this.on(this.target("done"), "click", () => this.#close());
    this.on(document, "write-here", () => this.#open());
    this.on(document, "note-here", () => {
      const { currentFrame } = notes.overlays;
      // Keyboard: place it in the margin, where it hides nothing.
      if (currentFrame) createNote(notes, currentFrame, 0.95, 0.06);
    });
    this.on(document, "keydown", (event) => this.#key(event));
    this.on(notes.noteStore, "changed", () => this.#draw());
    this.on(
      displaySettings,
      "changed",
      () => displaySettings.settings.view === "text" && this.#close(),
    );
    notes.open = (note) => openExistingNote(notes, note);
    this.#draw();
  }

  #makeTools() {
    const { notes } = this.context;
    const { noteStore } = notes;
    const strokes = /** @type {StrokeCanvas} */ (this.strokes);
    const frameAt = (/** @type {number} */ x) => this.#frameAt(x);
    const onNote = (/** @type {Note} */ note) => noteStore.add(note);
    const onNoText = () => toast(t("Trang này không có lớp chữ để tô. Xin dùng bút."));
    return {
      pen: new Pen(strokes, frameAt, onNote),
      highlight: new Highlighter(strokes, frameAt, onNote, onNoText),
      text: new NotePlacer(frameAt, (frame, x, y) => createNote(notes, frame, x, y)),
      eraser: new Eraser(frameAt, noteStore),
    };
  }

  /** @param {"tool" | "colour"} kind */
  #buttons(kind) {
    return /** @type {NodeListOf<HTMLElement>} */ (
      this.element.querySelectorAll(`[data-${kind}]`)
    );
  }

  /**
   * Find the page under a point of the screen; there may be two side by side.
   * @param {number} x
   * @returns {PageFrame | null}
   */
  #frameAt(x) {
    const { reader } = this.context.notes.room;
    const { currentFrame } = this.context.notes.overlays;
    const beside = reader.pool.frames.find(
      (frame) => frame.element.dataset.slot === "beside",
    );
    const box = beside?.sheet.getBoundingClientRect();
    return beside && box && x >= box.left ? beside : currentFrame;
  }

  #toggle() {
    if (this.element.hidden) this.#open();
    else this.#close();
  }

  #open() {
    // One writes on the page itself.
    if (displaySettings.settings.view === "text") displaySettings.set({ view: "page" });
    this.element.hidden = false;
    this.strokes?.open();
    this.#selectTool(this.#toolName || "pen");
  }

  #close() {
    this.element.hidden = true;
    this.pointerRouter?.setTool(null);
    this.strokes?.close();
    this.#draw();
  }

  /** @param {string} name */
  #selectTool(name) {
    this.#toolName = name;
    const tools = /** @type {Record<string, import("./pointer_router.js").Tool>} */ (
      this.tools
    );
    this.pointerRouter?.setTool(tools[name] ?? null);
    this.#draw();
  }

  /** @param {string} colour */
  #selectColour(colour) {
    const { pen, highlight } = this.tools ?? {};
    const tool = this.#toolName === "highlight" ? highlight : pen;
    if (tool) tool.colour = /** @type {import("./note.js").Colour} */ (colour);
    if (this.#toolName === "eraser" || this.#toolName === "text")
      this.#selectTool("pen");
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.element.hidden || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") this.#close();
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey);
    if (!isUndo) return;
    event.preventDefault();
    this.context.notes.noteStore.undo();
  }

  #draw() {
    const isOpen = !this.element.hidden;
    for (const entry of document.querySelectorAll("[data-notes='palette']")) {
      entry.setAttribute("aria-expanded", String(isOpen));
    }
    const tool =
      this.#toolName === "highlight" ? this.tools?.highlight : this.tools?.pen;
    for (const each of this.#buttons("tool")) {
      each.setAttribute("aria-pressed", String(each.dataset.tool === this.#toolName));
    }
    for (const each of this.#buttons("colour")) {
      const isIn = each.dataset.colour === tool?.colour;
      each.setAttribute("aria-pressed", String(isIn));
    }
    const { canUndo } = this.context.notes.noteStore;
    this.target("undo").setAttribute("aria-disabled", String(!canUndo));
  }
}
