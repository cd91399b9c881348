/** Agenda for the chair: compact, what is over folded, the current item open. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { ElementCache, replaceKeepingFocus } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { scrollIntoBox } from "../base/scrolling.js";
import { ScriptNoteView } from "../script_notes/script_note.js";
import { agendaPhases } from "./agenda_phases.js";
import { chairItemRow } from "./chair_item_row.js";
import { plannedStarts } from "./schedule.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./agenda_phases.js").Phase} Phase */

/** @extends {Controller<{room: Room}>} */
export class ChairAgendaController extends Controller {
  #cache = new ElementCache();
  /** Items opened or closed by hand. @type {Map<number, boolean>} */
  #opened = new Map();
  /** @type {Map<number, ScriptNoteView>} */
  #notes = new Map();
  #showsPast = false;
  /** @type {unknown[]} */
  #drawn = [];
  /** @type {number | null | undefined} */
  #current;

  /** @override */
  start() {
    this.context.room.watch((room) =>
      afterPress(this, () => {
        if (room.state) this.#draw(room.state);
      }),
    );
  }

  /** @param {Snapshot} state */
  #draw(state) {
    const { items, documents, live, script_notes: notes = [] } = state;
    for (const note of notes) this.#note(note.item_id).update(note);
    const seen = [items, documents, live.item_id, state.meeting.starts_at];
    if (seen.some((value, index) => value !== this.#drawn[index])) this.#build(state);
    this.#drawn = seen;
    this.#mark();
    if (live.item_id === this.#current) return;
    this.#current = live.item_id;
    scrollIntoBox(this.element.querySelector(".item.is-now"));
  }

  /** @param {Snapshot} state */
  #build(state) {
    const rows = agendaPhases(state.items, state.live.item_id);
    const past = rows.filter(({ phase }) => phase === "past").length;
    const shown = rows.filter(({ phase }) => this.#showsPast || phase !== "past");
    const starts = plannedStarts(state.items, state.meeting.starts_at);
    replaceKeepingFocus(this.target("items"), () => [
      ...(past ? [this.#pastRow(past)] : []),
      ...(rows.length ? [] : [emptyRow()]),
      ...shown.map(({ item, phase }) => {
        const papers = state.documents.filter((paper) => paper.item_id === item.id);
        const isOpen = this.#isOpen(item.id, phase);
        const start = starts.get(item.id);
        const values = { item, phase, papers, isOpen, start, items: state.items };
        const signature = { ...values, items: undefined };
        return this.#cache.get(String(item.id), signature, () =>
          chairItemRow(values, this.#actions(item.id, isOpen)),
        );
      }),
    ]);
    this.#cache.evictUnused();
  }

  /**
   * @param {number} id
   * @param {boolean} isOpen
   */
  #actions(id, isOpen) {
    return {
      note: this.#note(id).element,
      toggle: () => this.#toggle(id, !isOpen),
      show: (/** @type {number} */ document) => this.context.room.open(document),
      seen: () => this.context.room.state?.live.item_id ?? null,
    };
  }

  /** @param {number} id */
  #note(id) {
    const known = this.#notes.get(id);
    if (known) return known;
    const { meetingId } = this.context.room.meeting.parts;
    const made = new ScriptNoteView(meetingId, id);
    this.#notes.set(id, made);
    return made;
  }

  /**
   * The current item is open, and before the first one the next.
   * @param {number} id
   * @param {Phase} phase
   */
  #isOpen(id, phase) {
    const hasBegun = this.context.room.state?.live.item_id !== null;
    const isUsual = phase === "now" || (phase === "next" && !hasBegun);
    return this.#opened.get(id) ?? isUsual;
  }

  /**
   * @param {number} id
   * @param {boolean} isOpen
   */
  #toggle(id, isOpen) {
    this.#opened.set(id, isOpen);
    this.#redraw();
  }

  #redraw() {
    const { state } = this.context.room;
    if (!state) return;
    this.#build(state);
    this.#mark();
  }

  /** @param {number} count */
  #pastRow(count) {
    const toggle = () => {
      this.#showsPast = !this.#showsPast;
      this.#redraw();
    };
    return el(
      "li",
      { class: "items-past" },
      el(
        "button",
        {
          class: "button button--plain items-past-button",
          type: "button",
          "data-focus": "past",
          "aria-expanded": String(this.#showsPast),
          onclick: toggle,
        },
        t("{count} nội dung đã qua", { count }),
      ),
    );
  }

  #mark() {
    const { position, pageSource } = this.context.room;
    for (const paper of this.element.querySelectorAll("[data-paper]")) {
      const id = Number(paper.getAttribute("data-paper"));
      paper.classList.toggle("is-open", id === position?.document);
      paper.classList.toggle("is-live", id === pageSource.live?.document);
    }
  }
}

function emptyRow() {
  const text = t("Chương trình chưa được phát hành.");
  return el("li", { class: "soft agenda-empty" }, text);
}
