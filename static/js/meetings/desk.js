/** What the parts of the secretary's screen share: the meeting, the panel, the drawing. */

import { Panel } from "../base/panel.js";
import { toast } from "../base/toast.js";

/** A press that is never told to be over ends so; slow fingers press for less. */
const LONGEST_PRESS_MS = 3000;

/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

export class Desk {
  /** @type {((state: Snapshot) => void)[]} */
  #drawers = [];
  #isScheduled = false;
  /** Nothing is drawn while something is being carried. */
  #isHeld = false;
  /** Nor between press and release: what is pressed would be gone before its click. */
  #press = 0;

  /**
   * @param {LiveMeeting} meeting
   * @param {HTMLElement} panelPlace
   */
  constructor(meeting, panelPlace) {
    this.meeting = meeting;
    this.meetingId = meeting.parts.meetingId;
    this.panel = new Panel(panelPlace, () => this.draw());
    meeting.watch(() => this.draw());
    addEventListener("pointerdown", () => this.#pressed(), { capture: true });
    for (const end of ["pointerup", "pointercancel", "blur"]) {
      // The click comes right after the release.
      addEventListener(end, () => setTimeout(() => this.#released()));
    }
  }

  #pressed() {
    clearTimeout(this.#press);
    this.#press = setTimeout(() => this.#released(), LONGEST_PRESS_MS);
  }

  #released() {
    if (!this.#press) return;
    clearTimeout(this.#press);
    this.#press = 0;
    this.draw();
  }

  get state() {
    return this.meeting.state;
  }

  /** @returns {string | null} what the panel edits, such as `item:12` */
  get chosen() {
    return this.panel.form?.key ?? null;
  }

  /** @param {(state: Snapshot) => void} drawer */
  onDraw(drawer) {
    this.#drawers.push(drawer);
    this.draw();
  }

  /** Draw soon; many calls become one drawing. */
  draw() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      if (this.state && !this.#isHeld && !this.#press) this.#drawNow(this.state);
    });
  }

  /** @param {boolean} isHeld */
  hold(isHeld) {
    this.#isHeld = isHeld;
    if (!isHeld) this.draw();
  }

  /**
   * Do something on the server; a refusal is said.
   * @param {() => Promise<unknown>} deed
   * @returns {Promise<boolean>} whether it was done
   */
  async do(deed) {
    try {
      await deed();
      return true;
    } catch (error) {
      toast(/** @type {Error} */ (error).message, "error");
      return false;
    }
  }

  /** @param {Snapshot} state */
  #drawNow(state) {
    for (const drawer of this.#drawers) drawer(state);
    this.panel.form?.follow?.(state);
  }
}
