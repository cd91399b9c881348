/** What this tablet holds: dropped when it is taken back, and the server is told. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { isWhole } from "./kept.js";
import { isPast } from "./lease.js";

/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./vault.js").Vault} Vault */

/** Each telling is written down by the server: a hall's come within this time at least. */
const SPREAD_MS = 2000;
const RETRY_MS = 15_000;

export class Holdings {
  /** What may be kept now. @type {Set<number>} */
  #may = new Set();
  #isTelling = false;
  /** @type {Promise<unknown>} */
  #work = Promise.resolve();
  /** @type {number[]} */
  #kept = [];

  /**
   * @param {Vault} vault
   * @param {LiveMeeting} meeting
   */
  constructor(vault, meeting) {
    this.vault = vault;
    this.meeting = meeting;
  }

  /** @param {number} id */
  may(id) {
    return this.#may.has(id);
  }

  /**
   * Drop whatever may not be kept any more. An old version goes with the last reader
   * who has it open: the server says when.
   * @param {Snapshot} state as the server told it
   */
  heed({ documents, replaced = [] }) {
    const stays = documents.filter(({ is_marked, is_kept }) => is_kept && !is_marked);
    this.#may = new Set([...stays, ...replaced].map(({ id }) => id));
    this.#work = this.#work.then(() => this.#sweep());
  }

  async #sweep() {
    for (const id of await this.vault.papers()) {
      if (!this.#may.has(id)) await this.drop(id);
    }
  }

  /**
   * Drop a paper, and remember to say so.
   * @param {number} id
   */
  async drop(id) {
    await this.vault.drop(id);
    const dropped = new Set((await this.vault.record("dropped")) ?? []);
    await this.vault.note("dropped", [...dropped.add(id)]);
    this.#kept = this.#kept.filter((kept) => kept !== id);
    this.#tell();
  }

  /**
   * Drop what may not be read any more while nobody answers.
   * @param {boolean} isAll
   * @param {number} now
   */
  async lapse(isAll, now) {
    for (const id of await this.vault.papers()) {
      const cache = await this.vault.paper(id);
      const note = cache && (await this.vault.paperNote(cache));
      if (isAll || isPast(note?.until, now)) await this.drop(id);
    }
  }

  /**
   * Say what is, or is about to be, held; the server must know before it happens.
   * @param {number[]} kept
   */
  async report(kept) {
    this.#kept = kept;
    const told = await this.vault.record("told");
    const now = [kept, await this.#whole()];
    if (JSON.stringify(told) !== JSON.stringify(now)) await this.#send();
  }

  /** @returns {Promise<number[]>} what is here from the first page to the last */
  async #whole() {
    const whole = [];
    for (const id of this.#kept) {
      const cache = await this.vault.paper(id);
      const note = cache && (await this.vault.paperNote(cache));
      if (isWhole(note)) whole.push(id);
    }
    return whole;
  }

  async #tell() {
    if (this.#isTelling) return;
    this.#isTelling = true;
    let wait = Math.random() * Math.max(SPREAD_MS, this.meeting.spread);
    for (let isTold = false; !isTold; wait = RETRY_MS * (0.5 + Math.random())) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      isTold = await this.#send().then(
        () => true,
        () => false,
      );
    }
    this.#isTelling = false;
  }

  async #send() {
    const kept = this.#kept;
    const whole = await this.#whole();
    /** @type {number[]} */
    const dropped = (await this.vault.record("dropped")) ?? [];
    const gone = dropped.filter((id) => !kept.includes(id));
    const url = addresses.offlineReportHeld(this.meeting.parts.meetingId);
    await post(url, { kept, whole, dropped: gone });
    await this.vault.note("told", [kept, whole]);
    const since = ((await this.vault.record("dropped")) ?? []).filter(
      (/** @type {number} */ id) => !gone.includes(id),
    );
    await this.vault.note("dropped", since);
  }
}
