/** Progress of recalls: how many tablets have deleted a document. */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { t } from "../base/i18n.js";
import { HoldersDialog } from "./holders_dialog.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {{document: number, held: number, dropped: number}} RecallProgress */

/** Tablets confirm within seconds; those that are away, when they are back. */
const EVERY_MS = 4000;

export class Recalls {
  /** @type {Map<number, RecallProgress>} */
  #known = new Map();
  #withdrawn = "";

  /**
   * @param {LiveMeeting} meeting
   * @param {() => void} changed
   */
  constructor(meeting, changed) {
    this.meeting = meeting;
    this.changed = changed;
  }

  get #meetingId() {
    return this.meeting.parts.meetingId;
  }

  /** Ask from now on, while something is on its way back. */
  start() {
    this.meeting.watch(() => this.#look());
    setInterval(() => {
      const isAll = [...this.#known.values()].every((r) => r.dropped === r.held);
      if (!isAll && !document.hidden) this.#ask();
    }, EVERY_MS);
  }

  #look() {
    const withdrawn = (this.meeting.state?.documents ?? [])
      .filter(({ publication }) => publication === "withdrawn")
      .map(({ id }) => id)
      .join(" ");
    if (withdrawn === this.#withdrawn) return;
    this.#withdrawn = withdrawn;
    this.#ask();
  }

  async #ask() {
    try {
      /** @type {{recalls: RecallProgress[]}} */
      const { recalls } = await get(addresses.offlineRecalls(this.#meetingId));
      this.#known = new Map(recalls.map((recall) => [recall.document, recall]));
      this.changed();
    } catch (error) {
      // What was known stays; it is asked again soon.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** @param {number} id */
  textFor(id) {
    const recall = this.#known.get(id);
    if (!recall) return "";
    const { dropped, held } = recall;
    return t("Đã xoá khỏi {dropped}/{held} máy", { dropped, held });
  }

  /** @param {number} id */
  open(id) {
    const url = addresses.offlineHolders(this.#meetingId, id);
    new HoldersDialog(url, this.textFor(id)).open();
  }
}
