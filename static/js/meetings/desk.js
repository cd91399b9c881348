/** What the parts of the secretary's screen share: the meeting, the panel, the drawing. */

import { Panel } from "../base/panel.js";
import { afterPress } from "../base/press.js";
import { toast } from "../base/toast.js";

/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

export class Desk {
  /** @type {((state: Snapshot) => void)[]} */
  #drawers = [];
  #isScheduled = false;
  /** Nothing is drawn while something is being carried. */
  #isHeld = false;

  /**
   * @param {LiveMeeting} meeting
   * @param {HTMLElement} panelPlace
   */
  constructor(meeting, panelPlace) {
    this.meeting = meeting;
    this.meetingId = meeting.parts.meetingId;
    this.panel = new Panel(panelPlace, () => this.draw());
    meeting.watch(() => this.draw());
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
      afterPress(this, () => {
        if (this.state && !this.#isHeld) this.#drawNow(this.state);
      });
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
