/**
 * Connect the live meeting, the page source and the reader. Other parts watch it and
 * turn pages through it.
 */

import { bypassLoaded } from "../documents/page_file_cache.js";
import { PolicyWatcher } from "../documents/reader/policy_watcher.js";
import { afterPaint } from "../documents/reader/after_paint.js";

/** @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition */
/** @typedef {import("../documents/reader/reader.js").Reader} Reader */
/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * What decides which page this screen shows: FollowerView or LeaderView.
 * @typedef {object} PageSource
 * @property {"following" | "alone" | "leading"} mode
 * @property {boolean} isFree whether a manual turn would be granted
 * @property {PagePosition | null} live
 * @property {import("./follower_view.js").ScreenContent} showing
 * @property {unknown} saved
 * @property {(state: import("../live/messages.js").Snapshot) => void} update
 * @property {(position: PagePosition) => "alone" | "ask" | "refused"} choose
 * @property {() => void} refused
 * @property {() => void} back
 *
 * @typedef {object} Parts
 * @property {LiveMeeting} meeting
 * @property {PageSource} pageSource
 * @property {(room: Room) => Reader} makeReader
 * @property {import("../base/member_storage.js").MemberStorage} memory
 * @property {(position: PagePosition) => Promise<unknown>} ask turns everybody's page
 * @property {(error: unknown) => void} failed
 * @property {() => void} [refused] another member leads
 */

import { lastPageInEarlierVersion } from "../documents/versions.js";
import { PageRequestQueue } from "./page_request_queue.js";

export class Room {
  /** @type {Set<(room: Room) => void>} */
  #watchers = new Set();
  #policyWatcher = new PolicyWatcher();
  #isNotifying = false;
  #lastLink = "";

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.meeting = parts.meeting;
    this.pageSource = parts.pageSource;
    this.memory = parts.memory;
    this.reader = parts.makeReader(this);
    this.requests = new PageRequestQueue(parts.ask, (error) => {
      this.pageSource.refused();
      this.#draw();
      parts.failed(error);
    });
    this.meeting.watch(() => this.#changed());
  }

  /** @returns {import("../live/messages.js").Snapshot | null} */
  get state() {
    return this.meeting.state;
  }

  /** @returns {PagePosition | null} what is, or is about to be, on this screen */
  get position() {
    const { showing } = this.pageSource;
    return (
      this.requests.position ?? (showing.kind === "page" ? showing.position : null)
    );
  }

  /**
   * @param {number} document
   * @returns {MeetingDocument | undefined}
   */
  paper(document) {
    const { documents = [], replaced = [] } = this.state ?? {};
    return [...documents, ...replaced].find((paper) => paper.id === document);
  }

  #changed() {
    const { state, link } = this.meeting;
    if (!state) return void this.#notifyAfterPaint();
    const papers = [...state.documents, ...(state.replaced ?? [])];
    for (const id of this.#policyWatcher.changed(papers)) this.#reloadDocument(id);
    this.reader.setPapers(papers);
    this.pageSource.update(state);
    this.requests?.onEvent();
    this.#draw();
    if (link === "live" && this.#lastLink === "lost") this.reader.retry();
    this.#lastLink = link;
  }

  /**
   * Drop all images of a document and load them again.
   * @param {number} document
   */
  #reloadDocument(document) {
    bypassLoaded(document);
    if (this.reader.position?.document === document) this.reader.show(null, 0);
    this.reader.forget(document);
  }

  /** Put the page on the screen first; everything else may come a frame later. */
  #draw() {
    const { showing, mode, live } = this.pageSource;
    const isLiveMoved = this.reader.live?.page !== live?.page;
    this.reader.live = live;
    this.reader.element.dataset.mode = mode;
    this.reader.element.dataset.showing = showing.kind;
    this.reader.show(
      showing.kind === "page" ? showing.position : null,
      this.state?.n ?? 0,
    );
    if (isLiveMoved && mode === "alone") this.reader.hold();
    this.#notifyAfterPaint();
  }

  async #notifyAfterPaint() {
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    await afterPaint();
    this.#isNotifying = false;
    const { showing, saved } = this.pageSource;
    if (saved) this.memory.write("following", saved);
    if (showing.kind === "page") {
      this.memory.write(`page/${showing.position.document}`, showing.position.page);
    }
    for (const watcher of this.#watchers) watcher(this);
  }

  /**
   * Watch all changes, after the page itself has been painted.
   * @param {(room: Room) => void} watcher
   */
  watch(watcher) {
    this.#watchers.add(watcher);
    this.#notifyAfterPaint();
  }

  /**
   * Turn to a page manually; the page source decides the effect.
   * @param {PagePosition} position
   */
  choose(position) {
    // The document may not be loaded yet: then the given page is used.
    const count = this.reader.count(position.document) || position.page;
    const page = Math.min(Math.max(1, position.page), Math.max(1, count));
    const chosen = { document: position.document, page };
    const answer = this.pageSource.choose(chosen);
    if (answer === "ask") this.requests.request(chosen);
    if (answer === "refused") return this.parts.refused?.();
    this.#draw();
  }

  /** @param {number} step */
  step(step) {
    const { position } = this;
    if (!position) return;
    // Of quick presses each goes on from the last page wanted, not from the one shown.
    const page = this.reader.pageAfter(position, step);
    if (page === null) return;
    this.choose({ document: position.document, page });
  }

  /**
   * Open a document where this reader left it.
   * @param {number} document
   */
  open(document) {
    const left = (/** @type {number} */ id) =>
      Number(this.memory.read(`page/${id}`)) || 0;
    const page =
      left(document) || lastPageInEarlierVersion(this.state, document, left) || 1;
    this.choose({ document, page });
  }

  /** Come back to the chair's page. */
  back() {
    this.pageSource.back();
    this.#draw();
  }
}
