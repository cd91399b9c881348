/** Line with the number of tablets that show the live page. */

import { Controller } from "../base/controller.js";
import { OutOfSyncDialog } from "./out_of_sync_dialog.js";
import {
  FAULT_KINDS,
  NORMAL_KINDS,
  hasFault,
  summaryText,
  countsText,
} from "./labels.js";

/** @typedef {import("../live/messages.js").Presence} Presence */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** Parts of the bar and the counts they sum up. @type {[string, (keyof Presence)[]][]} */
const PARTS = [
  ["here", ["following", "covered"]],
  ["apart", ["alone", "asleep"]],
  ["amiss", ["behind", "lost"]],
];

/** @extends {Controller<Context>} */
export class PresenceController extends Controller {
  /** @type {Presence | null} */
  #presence = null;

  /** @override */
  start() {
    const { meeting } = this.context;
    const dialog = /** @type {HTMLDialogElement} */ (this.target("dialog"));
    const outOfSync = new OutOfSyncDialog(dialog, (name) => this.target(name), meeting);
    this.on(this.target("line"), "click", () => outOfSync.open());
    this.on(meeting.ticks, "presence", ({ detail }) => {
      this.#presence = detail;
      this.#draw();
      if (dialog.open) outOfSync.changed();
    });
    meeting.watch(({ link }) => {
      // Counts from before the connection was lost may be wrong.
      this.element.classList.toggle("is-old", link === "lost");
    });
    this.#draw();
  }

  #draw() {
    const presence = this.#presence;
    const isKnown = presence !== null && presence.total > 0;
    this.element.classList.toggle("is-amiss", hasFault(presence));
    this.element.classList.toggle("is-whole", isKnown && this.#isWhole(presence));
    this.target("text").textContent = summaryText(presence);
    this.target("summary").textContent = summaryText(presence);
    this.target("note-amiss").textContent = countsText(presence ?? {}, FAULT_KINDS);
    this.target("note-apart").textContent = countsText(presence ?? {}, NORMAL_KINDS);
    for (const [name, kinds] of PARTS) {
      const count = kinds.reduce((sum, kind) => sum + Number(presence?.[kind] ?? 0), 0);
      const share = isKnown ? count / presence.total : 0;
      this.target(name).style.setProperty("--share", String(share));
    }
  }

  /** @param {Presence} presence */
  #isWhole({ following, covered, total }) {
    return following + covered === total;
  }
}
