/** Puts a member's notes together for a screen: kept here, shown, sent when it can be. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { onLastWords } from "../base/memory.js";
import { toast } from "../base/toast.js";
import { Keeper } from "./keeper.js";
import { Locker } from "./locker.js";
import { Sent } from "./sent.js";
import { Shared } from "./shared.js";
import { Sheets } from "./sheets.js";
import { Shelf } from "./shelf.js";
import { Syncing } from "./syncing.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {{isLive: boolean, papers: string, carried: number | undefined}} Sight */

/** Asked at leisure too, though a nudge comes at once: it may get lost. */
const LEISURE_MS = 10 * 60_000;

export class Notes {
  /**
   * @param {Room} room
   * @param {string} meeting
   * @param {string} member
   * @param {string} key the member's, for what lies on this device
   */
  constructor(room, meeting, member, key) {
    this.room = room;
    this.meetingId = Number(meeting);
    this.shared = new Shared(() =>
      get(addresses.annotationsSharingGiven(this.meetingId)),
    );
    this.sent = new Sent(sendingTo(this.meetingId));
    this.keeper = new Keeper(meeting, member, new Locker(key));
    this.shelf = new Shelf(this.keeper);
    this.syncing = new Syncing(
      this.shelf,
      {
        push: (changes) =>
          post(addresses.annotationsOwnMerge(this.meetingId), { changes }),
        pull: (since) => this.#pull(since),
      },
      (message) => toast(message, "error"),
    );
    /** Opens a written note; the controller says how. @type {(note: Note) => void} */
    this.open = () => {};
    const open = (/** @type {Note} */ note) => this.open(note);
    this.sheets = new Sheets(room.reader, this.shelf, this.shared, open);
  }

  /** @param {number} since */
  async #pull(since) {
    const url = addresses.annotationsOwnMine(this.meetingId);
    const answer = await get(withQuery(url, { since }));
    await this.shared.heed(answer.shared);
    return answer;
  }

  async start() {
    onLastWords(async () => {
      if (this.shelf.waiting.length) await this.syncing.now();
    });
    await this.shelf.load();
    const { meeting } = this.room;
    // All tablets are switched on at the same minute.
    this.syncing.soon(Math.random() * meeting.spread);
    meeting.ticks.addEventListener("notes", () => {
      this.syncing.soon(0);
      // What cannot be had now is asked for when it is looked at.
      this.sent.heed().catch(() => {});
    });
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
    let before = this.#sight();
    meeting.watch(() => {
      const now = this.#sight();
      if (this.#mayBeNew(before, now)) {
        this.syncing.soon(Math.random() * meeting.spread);
      }
      before = now;
    });
  }

  /** @returns {Sight} what tells whether there may be something new */
  #sight() {
    const { meeting, state } = this.room;
    const papers = (state?.documents ?? []).map(({ id }) => id).join(" ");
    return { isLive: meeting.link === "live", papers, carried: state?.carried };
  }

  get #hasAny() {
    return this.shelf.all.length > 0 || this.shared.all.length > 0;
  }

  /**
   * @param {Sight} before
   * @param {Sight} now
   */
  #mayBeNew(before, now) {
    if (now.isLive && !before.isLive) return true;
    // Told to all at once: only who has notes asks.
    if (now.carried !== before.carried && this.#hasAny) return true;
    return now.papers !== before.papers && this.#concerns(before.papers, now.papers);
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
    const all = [...this.shelf.all, ...this.shared.all];
    return withheld || all.some(({ document }) => gone.has(`${document}`));
  }
}

/**
 * @param {number} meetingId
 * @returns {import("./sent.js").Server}
 */
function sendingTo(meetingId) {
  return {
    shares: () => get(addresses.annotationsSharingChosen(meetingId)),
    share: (body) => post(addresses.annotationsSharingChoose(meetingId), body),
    readers: (document, words) => {
      const url = addresses.annotationsSharingReaders(meetingId);
      return get(withQuery(url, { document, q: words }));
    },
    opinions: () => get(addresses.opinionsOwn(meetingId)),
    send: (body) => post(addresses.opinionsSend(meetingId), body),
  };
}
