/** One calm line: how many tablets show the page that everybody is shown. */

import { Controller } from "../base/controller.js";
import { ApartDialog } from "./apart_dialog.js";
import { AMISS, APART, isAmiss, lineOf, noteOf } from "./words.js";

/** @typedef {import("../live/messages.js").Presence} Presence */
/** @typedef {{meeting: import("../live/connection.js").LiveMeeting}} Context */

/** The parts of the bar, and whom each stands for. @type {[string, (keyof Presence)[]][]} */
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
    const apart = new ApartDialog(dialog, (name) => this.target(name), meeting);
    this.on(this.target("line"), "click", () => apart.open());
    this.on(meeting.ticks, "presence", ({ detail }) => {
      this.#presence = detail;
      this.#draw();
      if (dialog.open) apart.changed();
    });
    meeting.watch(({ link }) => {
      // What was counted before the link was lost is a belief by now.
      this.element.classList.toggle("is-old", link === "lost");
    });
    this.#draw();
  }

  #draw() {
    const presence = this.#presence;
    const isKnown = presence !== null && presence.total > 0;
    this.element.classList.toggle("is-amiss", isAmiss(presence));
    this.element.classList.toggle("is-whole", isKnown && this.#isWhole(presence));
    this.target("text").textContent = lineOf(presence);
    this.target("summary").textContent = lineOf(presence);
    this.target("note-amiss").textContent = noteOf(presence ?? {}, AMISS);
    this.target("note-apart").textContent = noteOf(presence ?? {}, APART);
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
