/**
 * A screen in the room: joins the live meeting, the rules of following or leading,
 * and the reader. Its parts watch it and ask it to turn.
 */

import { renewLoaded } from "../documents/addresses.js";
import { Handled } from "../documents/reader/handled.js";
import { afterPaint } from "../documents/reader/painted.js";

/** @typedef {import("../documents/reader/places.js").Place} Place */
/** @typedef {import("../documents/reader/reader.js").Reader} Reader */
/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Paper} Paper */
/**
 * What decides which page this screen shows: Following or Leading.
 * @typedef {object} Pilot
 * @property {"following" | "alone" | "leading"} mode
 * @property {boolean} isFree whether a turn by hand would be granted
 * @property {Place | null} live
 * @property {import("./following.js").Showing} showing
 * @property {unknown} kept
 * @property {(state: import("../live/messages.js").Snapshot) => void} update
 * @property {(place: Place) => "alone" | "ask" | "refused"} choose
 * @property {() => void} refused
 * @property {() => void} back
 *
 * @typedef {object} Parts
 * @property {LiveMeeting} meeting
 * @property {Pilot} pilot
 * @property {(room: Room) => Reader} makeReader
 * @property {import("../base/memory.js").Memory} memory
 * @property {(place: Place) => Promise<unknown>} ask turns everybody's page
 * @property {(error: unknown) => void} failed
 * @property {() => void} [refused] somebody else leads
 */

import { pageLeftBefore } from "../documents/versions.js";
import { WantedPage } from "./wanted_page.js";

export class Room {
  /** @type {Set<(room: Room) => void>} */
  #watchers = new Set();
  #handled = new Handled();
  #isTelling = false;
  #link = "";

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.meeting = parts.meeting;
    this.pilot = parts.pilot;
    this.memory = parts.memory;
    this.reader = parts.makeReader(this);
    this.wanted = new WantedPage(parts.ask, (error) => {
      this.pilot.refused();
      this.#draw();
      parts.failed(error);
    });
    this.meeting.watch(() => this.#changed());
  }

  /** @returns {import("../live/messages.js").Snapshot | null} */
  get state() {
    return this.meeting.state;
  }

  /** @returns {Place | null} what is, or is about to be, on this screen */
  get place() {
    const { showing } = this.pilot;
    return this.wanted.place ?? (showing.kind === "page" ? showing.place : null);
  }

  /**
   * @param {number} document
   * @returns {Paper | undefined}
   */
  paper(document) {
    const { documents = [], replaced = [] } = this.state ?? {};
    return [...documents, ...replaced].find((paper) => paper.id === document);
  }

  #changed() {
    const { state, link } = this.meeting;
    if (!state) return void this.#tellSoon();
    const papers = [...state.documents, ...(state.replaced ?? [])];
    for (const id of this.#handled.changed(papers)) this.#reread(id);
    this.reader.setPapers(papers);
    this.pilot.update(state);
    this.wanted?.arrived();
    this.#draw();
    if (link === "live" && this.#link === "lost") this.reader.retry();
    this.#link = link;
  }

  /**
   * Drop every picture of a paper; it is drawn anew, as it may be seen now.
   * @param {number} document
   */
  #reread(document) {
    renewLoaded(document);
    if (this.reader.place?.document === document) this.reader.show(null, 0);
    this.reader.forget(document);
  }

  /** Put the page on the screen first; everything else may come a frame later. */
  #draw() {
    const { showing, mode, live } = this.pilot;
    const isLiveMoved = this.reader.live?.page !== live?.page;
    this.reader.live = live;
    this.reader.element.dataset.mode = mode;
    this.reader.element.dataset.showing = showing.kind;
    this.reader.show(
      showing.kind === "page" ? showing.place : null,
      this.state?.n ?? 0,
    );
    if (isLiveMoved && mode === "alone") this.reader.hold();
    this.#tellSoon();
  }

  async #tellSoon() {
    if (this.#isTelling) return;
    this.#isTelling = true;
    await afterPaint();
    this.#isTelling = false;
    const { showing, kept } = this.pilot;
    if (kept) this.memory.write("following", kept);
    if (showing.kind === "page") {
      this.memory.write(`page/${showing.place.document}`, showing.place.page);
    }
    for (const watcher of this.#watchers) watcher(this);
  }

  /**
   * Be told of every change, after the page itself has been painted.
   * @param {(room: Room) => void} watcher
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    this.#tellSoon();
  }

  /**
   * Turn to a page by one's own hand; what it does, the pilot says.
   * @param {Place} place
   */
  choose(place) {
    // Pressed before the paper is known here: the page is what the server has found.
    const count = this.reader.count(place.document) || place.page;
    const page = Math.min(Math.max(1, place.page), Math.max(1, count));
    const chosen = { document: place.document, page };
    const answer = this.pilot.choose(chosen);
    if (answer === "ask") this.wanted.want(chosen);
    if (answer === "refused") return this.parts.refused?.();
    this.#draw();
  }

  /** @param {number} step */
  step(step) {
    const { place } = this;
    if (!place) return;
    // Of quick presses each goes on from the last page wanted, not from the one shown.
    const page = this.reader.pageAfter(place, step);
    if (page === null) return;
    this.choose({ document: place.document, page });
  }

  /**
   * Open a document where this reader left it.
   * @param {number} document
   */
  open(document) {
    const left = (/** @type {number} */ id) =>
      Number(this.memory.read(`page/${id}`)) || 0;
    const page = left(document) || pageLeftBefore(this.state, document, left) || 1;
    this.choose({ document, page });
  }

  /** Come back to the chair's page. */
  back() {
    this.pilot.back();
    this.#draw();
  }
}
