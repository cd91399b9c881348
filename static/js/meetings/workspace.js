/** Shared state of the secretary's screen: meeting, form panel, rendering. */

import { FormPanel } from "../base/form_panel.js";
import { afterPress } from "../base/press.js";
import { toast } from "../base/toast.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */

export class Workspace {
  /** @type {((state: Snapshot) => void)[]} */
  #renderers = [];
  #isScheduled = false;
  /** Nothing is drawn while something is being carried. */
  #isPaused = false;

  /**
   * @param {LiveMeeting} meeting
   * @param {HTMLElement} panelElement
   */
  constructor(meeting, panelElement) {
    this.meeting = meeting;
    this.meetingId = meeting.parts.meetingId;
    this.panel = new FormPanel(panelElement, () => this.scheduleRender());
    meeting.watch(() => this.scheduleRender());
  }

  get state() {
    return this.meeting.state;
  }

  /** @returns {string | null} what the panel edits, such as `item:12` */
  get selectedKey() {
    return this.panel.form?.key ?? null;
  }

  /** @param {(state: Snapshot) => void} renderer */
  onRender(renderer) {
    this.#renderers.push(renderer);
    this.scheduleRender();
  }

  /** Draw soon; many calls become one drawing. */
  scheduleRender() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      afterPress(this, () => {
        if (this.state && !this.#isPaused) this.#render(this.state);
      });
    });
  }

  /** @param {boolean} isPaused */
  pause(isPaused) {
    this.#isPaused = isPaused;
    if (!isPaused) this.scheduleRender();
  }

  /**
   * Perform an action on the server; shows errors.
   * @param {() => Promise<unknown>} action
   * @returns {Promise<boolean>} whether it was done
   */
  async perform(action) {
    try {
      await action();
      return true;
    } catch (error) {
      toast(/** @type {Error} */ (error).message, "error");
      return false;
    }
  }

  /** @param {Snapshot} state */
  #render(state) {
    for (const renderer of this.#renderers) renderer(state);
    this.panel.form?.update?.(state);
  }
}
