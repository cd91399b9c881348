/** Line with the number of members who have not opened the live document. */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { UnreadDialog } from "./unread_dialog.js";
import { unreadText } from "./labels.js";

/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** Few ask, and nothing hurries: the server writes down every few seconds. */
const POLL_INTERVAL_MS = 8000;

/** @extends {Controller<Context>} */
export class UnreadCountController extends Controller {
  /** @type {import("./labels.js").PaperCount[]} */
  #counts = [];

  /** @override */
  start() {
    const { meeting } = this.context;
    const { meetingId } = meeting.parts;
    const url = addresses.readingsCounts(meetingId);
    const title = (/** @type {number} */ id) =>
      meeting.state?.documents.find((paper) => paper.id === id)?.title ?? "";
    const dialog = /** @type {HTMLDialogElement} */ (this.target("dialog"));
    const target = (/** @type {string} */ name) => this.target(name);
    const unread = new UnreadDialog(dialog, target, meetingId, title);
    this.on(this.target("line"), "click", () => unread.open());
    meeting.watch(() => this.#draw());
    setInterval(() => this.#ask(url), POLL_INTERVAL_MS);
    this.#ask(url);
  }

  /** @param {import("../base/address_builder.js").GetAddress} url */
  async #ask(url) {
    if (document.hidden || this.context.meeting.link === "lost") return;
    try {
      this.#counts = (await get(url)).papers;
    } catch (error) {
      // What was known stays; it is asked again soon.
      if (!(error instanceof ApiError)) throw error;
    }
    this.#draw();
  }

  #draw() {
    const shown = this.context.meeting.state?.live.document_id ?? null;
    const line = this.target("line");
    const text = unreadText(this.#counts, shown);
    if (line.textContent !== text) line.textContent = text;
  }
}
