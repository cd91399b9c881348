/**
 * Keeps the meeting on this tablet, as far as its holder may: loads ahead, writes down
 * the state, drops what is taken back, tells the server what it holds. What is kept ends
 * with the lease, with the moment a paper may be read until, with the sign-out.
 *
 * @typedef {"idle" | "loading" | "growing" | "whole" | "full"} Progress growing: all is
 *   here that there is, and pages are still being drawn
 */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { onForget } from "../base/memory.js";
import { Holdings } from "./holdings.js";
import { isLapsed, isPast } from "./lease.js";
import { Full, isPartial, Loader } from "./loader.js";
import { keep, prepare } from "./preparing.js";
import { wipe } from "./wiping.js";

/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./loader.js").Manifest} Manifest */
/** @typedef {import("./vault.js").Vault} Vault */

/** A contact is written down so often, and what has run out is looked for. */
const TICK_MS = 30_000;
/** Papers are published in bundles. */
const GATHER_MS = 1500;
const SOONEST_RETRY_MS = 5000;
const LATEST_RETRY_MS = 120_000;

const pause = (/** @type {number} */ ms) =>
  new Promise((resolve) => setTimeout(resolve, ms));

export class Keeping extends EventTarget {
  /** @type {Progress} */
  progress = "idle";
  whole = 0;
  total = 0;
  #isReady = false;
  #isOver = false;
  #isRunning = false;
  #isWanted = false;
  #retry = SOONEST_RETRY_MS;
  #seconds = 0;
  #papers = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /**
   * @param {LiveMeeting} meeting
   * @param {string} holder
   * @param {Vault} vault
   */
  constructor(meeting, holder, vault) {
    super();
    this.meeting = meeting;
    this.holder = holder;
    this.vault = vault;
    const { meetingId } = meeting.parts;
    const turn = (/** @type {number} */ bytes) =>
      post(addresses.offlineTakeTurn(meetingId), { bytes });
    this.loader = new Loader(vault, { turn, keep, pause }, meetingId);
    this.holdings = new Holdings(vault, meeting);
  }

  /** Begin; a device that may keep nothing stays as it is. */
  async start() {
    if (!this.vault.isThere || !this.holder) return;
    onForget(() => this.#forget());
    this.meeting.watch(() => this.#changed());
    setInterval(() => this.#tick(), TICK_MS);
    document.addEventListener("visibilitychange", () => this.#tick());
    this.#seconds = (await this.vault.lease())?.seconds ?? 0;
    this.#isReady = await prepare(this.vault, this.holder);
    this.#papers = "";
    this.#changed();
  }

  /** Something is new in the meeting, or the link has come or gone. */
  #changed() {
    const { state, link } = this.meeting;
    if (!state || link !== "live" || this.#isOver) return;
    this.holdings.heed(state);
    const papers = JSON.stringify([state.documents, state.meeting.lease_hours]);
    if (papers === this.#papers) return void this.#write();
    this.#papers = papers;
    this.#retry = SOONEST_RETRY_MS;
    this.#load(GATHER_MS + Math.random() * this.meeting.spread);
  }

  /** Write the state down, soon: it changes with every page. */
  async #write() {
    if (!this.#seconds || this.#soon) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.#contact();
    }, GATHER_MS);
  }

  async #contact() {
    const { state, link } = this.meeting;
    if (!state || link !== "live" || !this.#seconds || this.#isOver) return;
    const { holder } = this;
    await this.vault.renew({ holder, contact: Date.now(), seconds: this.#seconds });
    await this.vault.note("state", state);
  }

  /** @param {number} ms */
  #load(ms) {
    if (!this.#isReady) return;
    setTimeout(() => this.#run(), ms);
  }

  async #run() {
    this.#isWanted = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isWanted && !this.#isOver) {
        this.#isWanted = false;
        await this.#loadAll();
      }
      this.#retry = SOONEST_RETRY_MS;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isRunning = false;
    }
  }

  async #loadAll() {
    /** @type {Manifest} */
    const list = await get(addresses.offlineManifest(this.meeting.parts.meetingId));
    this.#seconds = list.lease_seconds;
    await this.#contact();
    const shown = this.meeting.state?.live.document_id;
    const papers = [...list.papers].sort(
      (one, other) => Number(other.id === shown) - Number(one.id === shown),
    );
    const loaded = await Promise.all(
      papers.map((paper) => this.loader.isLoaded(paper)),
    );
    this.#count(papers, loaded);
    await this.holdings.report(papers.map(({ id }) => id));
    for (const [index, paper] of papers.entries()) {
      if (loaded[index]) continue;
      const isWanted = () => !this.#isOver && this.holdings.may(paper.id);
      if (!(await this.loader.load(paper, list.batch_bytes, isWanted))) continue;
      loaded[index] = true;
      this.#count(papers, loaded);
    }
    await this.holdings.report(papers.map(({ id }) => id));
  }

  /**
   * Say how many papers are here, and of how many all pages there will be.
   * @param {import("./loader.js").Paper[]} papers
   * @param {boolean[]} loaded
   */
  #count(papers, loaded) {
    this.total = papers.length;
    this.whole = papers.filter((paper, at) => loaded[at] && !isPartial(paper)).length;
    if (!loaded.every(Boolean)) return this.#tell("loading");
    this.#tell(papers.some(isPartial) ? "growing" : "whole");
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof Full) return this.#tell("full");
    if (!(error instanceof ApiError)) throw error;
    // Signed out, or taken back meanwhile: the next fact begins anew.
    this.#load(this.#retry * (0.5 + Math.random()));
    this.#retry = Math.min(LATEST_RETRY_MS, this.#retry * 2);
  }

  /** @param {Progress} progress */
  #tell(progress) {
    this.progress = progress;
    this.dispatchEvent(new Event("changed"));
  }

  /** Renew the lease while the server answers; look for what has run out while not. */
  async #tick() {
    if (this.meeting.link === "live") return this.#contact();
    const lease = await this.vault.lease();
    const now = Date.now();
    const isAll = lease !== null && isLapsed(lease, now);
    const isOver = (/** @type {{readable_until: string | null}} */ paper) =>
      isAll || isPast(paper.readable_until, now);
    await this.holdings.lapse(isAll, now);
    this.meeting.lapse(isOver);
  }

  async #forget() {
    this.#isOver = true;
    await wipe(this.vault);
  }
}
