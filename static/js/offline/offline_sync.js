/**
 * Keep an offline copy of the meeting: preload documents, save the state, delete recalled
 * documents, report the inventory. Ends with the lease, a document's expiry or sign-out.
 *
 * @typedef {"idle" | "loading" | "growing" | "whole" | "full"} Progress growing: complete
 *   for now, but pages are still being rendered
 */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { onSignOut } from "../base/member_storage.js";
import { DeviceInventory } from "./inventory.js";
import { isLapsed, isPast } from "./lease.js";
import { StorageFullError, isPartial, Loader } from "./loader.js";
import { keep, setUpServiceWorker } from "./service_worker_setup.js";
import { wipe } from "./device_wipe.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./loader.js").Manifest} Manifest */
/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

/** A contact is written down so often, and what has run out is looked for. */
const RENEW_INTERVAL_MS = 30_000;
/** Papers are published in bundles. */
const DEBOUNCE_MS = 1500;
const MIN_RETRY_MS = 5000;
const MAX_RETRY_MS = 120_000;

const sleep = (/** @type {number} */ ms) =>
  new Promise((resolve) => setTimeout(resolve, ms));

export class OfflineSync extends EventTarget {
  /** @type {Progress} */
  progress = "idle";
  whole = 0;
  total = 0;
  #isReady = false;
  #isSignedOut = false;
  #isRunning = false;
  #isRequested = false;
  #retry = MIN_RETRY_MS;
  #leaseSeconds = 0;
  #documentsSignature = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saveTimer;

  /**
   * @param {LiveMeeting} meeting
   * @param {string} holder
   * @param {CacheStore} cacheStore
   */
  constructor(meeting, holder, cacheStore) {
    super();
    this.meeting = meeting;
    this.holder = holder;
    this.cacheStore = cacheStore;
    const { meetingId } = meeting.parts;
    const turn = (/** @type {number} */ bytes) =>
      post(addresses.offlineTakeTurn(meetingId), { bytes });
    this.loader = new Loader(cacheStore, { turn, keep, pause: sleep }, meetingId);
    this.inventory = new DeviceInventory(cacheStore, meeting);
  }

  /** Begin; a device that may keep nothing stays as it is. */
  async start() {
    if (!this.cacheStore.isThere || !this.holder) return;
    onSignOut(() => this.#forget());
    this.meeting.watch(() => this.#changed());
    setInterval(() => this.#tick(), RENEW_INTERVAL_MS);
    document.addEventListener("visibilitychange", () => this.#tick());
    this.#leaseSeconds = (await this.cacheStore.lease())?.seconds ?? 0;
    this.#isReady = await setUpServiceWorker(this.cacheStore, this.holder);
    this.#documentsSignature = "";
    this.#changed();
  }

  /** Something is new in the meeting, or the link has come or gone. */
  #changed() {
    const { state, link } = this.meeting;
    if (!state || link !== "live" || this.#isSignedOut) return;
    this.inventory.applyState(state);
    const papers = JSON.stringify([state.documents, state.meeting.lease_hours]);
    if (papers === this.#documentsSignature) return void this.#saveStateSoon();
    this.#documentsSignature = papers;
    this.#retry = MIN_RETRY_MS;
    this.#scheduleLoad(DEBOUNCE_MS + Math.random() * this.meeting.spread);
  }

  /** Write the state down, soon: it changes with every page. */
  async #saveStateSoon() {
    if (!this.#leaseSeconds || this.#saveTimer) return;
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = undefined;
      this.#renewLease();
    }, DEBOUNCE_MS);
  }

  async #renewLease() {
    const { state, link } = this.meeting;
    if (!state || link !== "live" || !this.#leaseSeconds || this.#isSignedOut) return;
    const { holder } = this;
    await this.cacheStore.renew({
      holder,
      contact: Date.now(),
      seconds: this.#leaseSeconds,
    });
    await this.cacheStore.note("state", state);
  }

  /** @param {number} ms */
  #scheduleLoad(ms) {
    if (!this.#isReady) return;
    setTimeout(() => this.#run(), ms);
  }

  async #run() {
    this.#isRequested = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isRequested && !this.#isSignedOut) {
        this.#isRequested = false;
        await this.#loadAll();
      }
      this.#retry = MIN_RETRY_MS;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isRunning = false;
    }
  }

  async #loadAll() {
    /** @type {Manifest} */
    const list = await get(addresses.offlineManifest(this.meeting.parts.meetingId));
    this.#leaseSeconds = list.lease_seconds;
    await this.#renewLease();
    const shown = this.meeting.state?.live.document_id;
    const papers = [...list.papers].sort(
      (one, other) => Number(other.id === shown) - Number(one.id === shown),
    );
    const loaded = await Promise.all(
      papers.map((paper) => this.loader.isLoaded(paper)),
    );
    this.#count(papers, loaded);
    await this.inventory.report(papers.map(({ id }) => id));
    for (const [index, paper] of papers.entries()) {
      if (loaded[index]) continue;
      const isWanted = () => !this.#isSignedOut && this.inventory.mayKeep(paper.id);
      if (!(await this.loader.load(paper, list.batch_bytes, isWanted))) continue;
      loaded[index] = true;
      this.#count(papers, loaded);
    }
    await this.inventory.report(papers.map(({ id }) => id));
  }

  /**
   * Count the stored documents and the total.
   * @param {import("./loader.js").OfflineDocument[]} papers
   * @param {boolean[]} loaded
   */
  #count(papers, loaded) {
    this.total = papers.length;
    this.whole = papers.filter((paper, at) => loaded[at] && !isPartial(paper)).length;
    if (!loaded.every(Boolean)) return this.#setProgress("loading");
    this.#setProgress(papers.some(isPartial) ? "growing" : "whole");
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof StorageFullError) return this.#setProgress("full");
    if (!(error instanceof ApiError)) throw error;
    // Signed out, or withdrawn meanwhile: the next fact starts again.
    this.#scheduleLoad(this.#retry * (0.5 + Math.random()));
    this.#retry = Math.min(MAX_RETRY_MS, this.#retry * 2);
  }

  /** @param {Progress} progress */
  #setProgress(progress) {
    this.progress = progress;
    this.dispatchEvent(new Event("changed"));
  }

  /** Renew the lease while the server answers; look for what has run out while not. */
  async #tick() {
    if (this.meeting.link === "live") return this.#renewLease();
    const lease = await this.cacheStore.lease();
    const now = Date.now();
    const isAll = lease !== null && isLapsed(lease, now);
    const isExpired = (/** @type {{readable_until: string | null}} */ paper) =>
      isAll || isPast(paper.readable_until, now);
    await this.inventory.removeExpired(isAll, now);
    this.meeting.removeExpired(isExpired);
  }

  async #forget() {
    this.#isSignedOut = true;
    await wipe(this.cacheStore);
  }
}
