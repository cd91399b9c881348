/** Puts a member's notes together for a screen: kept here, shown, sent when it can be. */

import { get, post } from "../base/api.js";
import { toast } from "../base/toast.js";
import { Keeper } from "./keeper.js";
import { Sheets } from "./sheets.js";
import { Shelf } from "./shelf.js";
import { Syncing } from "./syncing.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("./note.js").Note} Note */

/** Asked at leisure too, though a nudge comes at once: it may get lost. */
const LEISURE_MS = 10 * 60_000;
/** The worker carries notes to a new version within so long, or nearly always so. */
const CARRIED_MS = [5000, 30_000];

export class Notes {
  /**
   * @param {Room} room
   * @param {string} meeting
   * @param {string} member
   */
  constructor(room, meeting, member) {
    this.room = room;
    this.base = `/m/${meeting}/annotations`;
    this.shelf = new Shelf(new Keeper(`${meeting}/${member}`));
    this.syncing = new Syncing(
      this.shelf,
      {
        push: (changes) => post(this.base, { changes }),
        pull: (since) => get(`${this.base}?since=${since}`),
      },
      (message) => toast(message, "error"),
    );
    /** Opens a written note; the controller says how. @type {(note: Note) => void} */
    this.open = () => {};
    this.sheets = new Sheets(room.reader, this.shelf, (note) => this.open(note));
  }

  async start() {
    await this.shelf.load();
    const { meeting } = this.room;
    // All tablets are switched on at the same minute.
    this.syncing.soon(Math.random() * meeting.spread);
    meeting.ticks.addEventListener("notes", () => this.syncing.soon(0));
    addEventListener("online", () => this.syncing.soon(0));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.syncing.soon();
    });
    this.#watch();
    setInterval(
      () => document.visibilityState === "visible" && this.syncing.soon(),
      LEISURE_MS * (0.75 + Math.random() / 2),
    );
  }

  /** The link is back, papers have come or gone, or notes were carried: ask. */
  #watch() {
    const { meeting } = this.room;
    let [link, before] = [meeting.link, papersOf(this.room)];
    meeting.watch(() => {
      const now = papersOf(this.room);
      const isBack = meeting.link === "live" && link !== "live";
      const isOther = now !== before && this.#concerns(before, now);
      if (isBack || isOther) this.syncing.soon(Math.random() * meeting.spread);
      if (isOther) this.#askAgain();
      [link, before] = [meeting.link, now];
    });
  }

  /** A new version was published: notes come along as soon as the worker is done. */
  #askAgain() {
    for (const wait of CARRIED_MS) {
      const jitter = Math.random() * this.room.meeting.spread;
      setTimeout(() => this.syncing.soon(0), wait + jitter);
    }
  }

  /**
   * Tell whether a change of the papers may have changed one's notes.
   * @param {string} before
   * @param {string} now
   */
  #concerns(before, now) {
    const { withheld } = this.shelf.known;
    const ids = new Set(now.split(" "));
    const gone = new Set(before.split(" ").filter((id) => !ids.has(id)));
    return withheld || this.shelf.all.some(({ document }) => gone.has(`${document}`));
  }
}

/** @param {Room} room */
function papersOf({ state }) {
  const carried = /** @type {any} */ (state?.live)?.carried ?? "";
  return [...(state?.documents ?? []).map(({ id }) => id), `c${carried}`].join(" ");
}
