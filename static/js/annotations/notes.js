/** Notes of one member on one screen: local store, overlays and synchronisation. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { onBeforeSignOut } from "../base/member_storage.js";
import { toast } from "../base/toast.js";
import { IdbNoteStore } from "./idb_store.js";
import { NoteCipher } from "./note_cipher.js";
import { OutgoingNotes } from "./outgoing.js";
import { SharedNotes } from "./shared_notes.js";
import { NoteOverlays } from "./overlays.js";
import { NoteStore } from "./note_store.js";
import { NoteSync } from "./note_sync.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {{isLive: boolean, papers: string, carried: number | undefined}} RoomSnapshot */

/** Polled too, because a push message may get lost. */
const POLL_INTERVAL_MS = 10 * 60_000;

export class Notes {
  /**
   * @param {Room} room
   * @param {string} meeting
   * @param {string} member
   * @param {string} key the member's encryption key for notes on this device
   */
  constructor(room, meeting, member, key) {
    this.room = room;
    this.meetingId = Number(meeting);
    this.shared = new SharedNotes(() =>
      get(addresses.annotationsSharingGiven(this.meetingId)),
    );
    this.outgoing = new OutgoingNotes(sharingApi(this.meetingId));
    this.localStore = new IdbNoteStore(meeting, member, new NoteCipher(key));
    this.noteStore = new NoteStore(this.localStore);
    this.noteSync = new NoteSync(
      this.noteStore,
      {
        push: (changes) =>
          post(addresses.annotationsOwnMerge(this.meetingId), { changes }),
        pull: (since) => this.#pull(since),
      },
      (message) => toast(message, "error"),
    );
    /** Opens a text note; set by the controller. @type {(note: Note) => void} */
    this.open = () => {};
    const open = (/** @type {Note} */ note) => this.open(note);
    this.overlays = new NoteOverlays(room.reader, this.noteStore, this.shared, open);
  }

  /** @param {number} since */
  async #pull(since) {
    const url = addresses.annotationsOwnMine(this.meetingId);
    const answer = await get(withQuery(url, { since }));
    await this.shared.refreshIfChanged(answer.shared);
    return answer;
  }

  async start() {
    onBeforeSignOut(async () => {
      if (this.noteStore.waiting.length) await this.noteSync.run();
    });
    await this.noteStore.load();
    const { meeting } = this.room;
    // All tablets are switched on at the same minute.
    this.noteSync.schedule(Math.random() * meeting.spread);
    meeting.ticks.addEventListener("notes", () => {
      this.noteSync.schedule(0);
      // What cannot be had now is asked for when it is looked at.
      this.outgoing.refreshIfLoaded().catch(() => {});
    });
    addEventListener("online", () => this.noteSync.schedule(0));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.noteSync.schedule();
    });
    this.#watchRoom();
    setInterval(
      () => document.visibilityState === "visible" && this.noteSync.schedule(),
      POLL_INTERVAL_MS * (0.75 + Math.random() / 2),
    );
  }

  /** Synchronise when online again, when documents changed, or when notes were migrated. */
  #watchRoom() {
    const { meeting } = this.room;
    let before = this.#roomState();
    meeting.watch(() => {
      const now = this.#roomState();
      if (this.#shouldSync(before, now)) {
        this.noteSync.schedule(Math.random() * meeting.spread);
      }
      before = now;
    });
  }

  /** @returns {RoomSnapshot} values whose change may mean new notes */
  #roomState() {
    const { meeting, state } = this.room;
    const papers = (state?.documents ?? []).map(({ id }) => id).join(" ");
    return { isLive: meeting.link === "live", papers, carried: state?.carried };
  }

  get #hasAny() {
    return this.noteStore.all.length > 0 || this.shared.all.length > 0;
  }

  /**
   * @param {RoomSnapshot} before
   * @param {RoomSnapshot} now
   */
  #shouldSync(before, now) {
    if (now.isLive && !before.isLive) return true;
    // Told to all at once: only who has notes asks.
    if (now.carried !== before.carried && this.#hasAny) return true;
    return (
      now.papers !== before.papers && this.#affectsNotes(before.papers, now.papers)
    );
  }

  /**
   * Whether a change of the documents may have changed the own notes.
   * @param {string} before
   * @param {string} now
   */
  #affectsNotes(before, now) {
    const { withheld } = this.noteStore.known;
    const ids = new Set(now.split(" "));
    const gone = new Set(before.split(" ").filter((id) => !ids.has(id)));
    const all = [...this.noteStore.all, ...this.shared.all];
    return withheld || all.some(({ document }) => gone.has(`${document}`));
  }
}

/**
 * @param {number} meetingId
 * @returns {import("./outgoing.js").NoteSharingApi}
 */
function sharingApi(meetingId) {
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
