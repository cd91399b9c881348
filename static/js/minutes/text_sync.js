/**
 * Keeps one shared text equal with the server: sends what is typed here, applies what
 * others typed. Nothing is dropped before the server has it.
 *
 * Events: `change` (link, editors or state have changed), `revision` (all but the text
 * is to be read anew).
 */

import * as Y from "yjs";
import { ApiError } from "../base/api.js";
import { fromBase64, toBase64 } from "../base/bytes.js";

/** Others' words arrive within about this time, in ms. */
const PAUSE_MS = 900;
/** A page that nobody looks at asks less often. */
const HIDDEN_PAUSE_MS = 5000;
/** Between two keys of one word nothing is sent. */
const TYPING_PAUSE_MS = 250;
/** The server takes 256 KB at once. */
const MOST_BYTES = 200 * 1024;
const SERVER = "server";
/** Answers of a server that cannot answer now. */
const TOO_MANY = 429;
const SERVER_ERROR = 500;

/**
 * @typedef {{last: number, updates: string[], revision: number, state: string,
 *   editors?: {client: string, name: string, cursor: string}[]}} Answer
 * @typedef {(message: {client: string, after: number, updates: string[],
 *   cursor: string, is_leaving: boolean}) => Promise<Answer>} Exchange
 * @typedef {"starting" | "saved" | "saving" | "offline" | "refused"} Link
 */

export class TextSync extends EventTarget {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isAsking = false;
  #isOver = false;
  /** Others' words that wait until a Vietnamese syllable is composed. @type {Uint8Array[]} */
  #held = [];

  /**
   * @param {Y.Doc} doc
   * @param {Exchange} exchange
   * @param {import("./unsent_changes.js").UnsentChanges} unsent
   */
  constructor(doc, exchange, unsent) {
    super();
    this.doc = doc;
    this.exchange = exchange;
    this.unsent = unsent;
    this.last = 0;
    this.revision = -1;
    this.state = "draft";
    /** @type {Link} */
    this.link = "starting";
    /** Why the server refuses what was typed, in words. */
    this.refusal = "";
    this.cursor = "";
    /** @type {NonNullable<Answer["editors"]>} */
    this.editors = [];
    /** Whether remote changes must wait: set while a syllable is composed. */
    this.isComposing = () => false;
    doc.on("update", (update, origin) => origin !== SERVER && this.#typed(update));
  }

  /** Fetch the text, with what was left unsent here before. */
  async start() {
    for (const update of this.unsent.adopt()) {
      Y.applyUpdate(this.doc, update, SERVER);
    }
    await this.#ask();
  }

  /** @param {Uint8Array} update */
  #typed(update) {
    this.unsent.add(update);
    if (this.link === "saved") this.#setLink("saving");
    this.#askIn(TYPING_PAUSE_MS);
  }

  /** Ask now: the network is back, or somebody has pressed something. */
  askNow() {
    this.#askIn(0);
  }

  /** @param {string} cursor */
  moveCursor(cursor) {
    this.cursor = cursor;
  }

  /** A syllable is complete: others' words may be shown. */
  release() {
    const held = this.#held;
    this.#held = [];
    this.#apply(held);
  }

  /** Close; what is unsent stays on this computer. */
  leave() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.exchange(this.#message([], true)).catch(() => undefined);
  }

  /** @param {number} ms */
  #askIn(ms) {
    if (this.#isAsking || this.#isOver) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), ms);
  }

  /** @param {Uint8Array[]} updates @param {boolean} isLeaving */
  #message(updates, isLeaving) {
    return {
      client: String(this.doc.clientID),
      after: this.last,
      updates: updates.map(toBase64),
      cursor: this.cursor,
      is_leaving: isLeaving,
    };
  }

  async #ask() {
    this.#isAsking = true;
    // What the server refused is not sent again and again.
    const sent = this.link === "refused" ? [] : this.unsent.next(MOST_BYTES);
    try {
      const answer = await this.exchange(this.#message(sent, false));
      this.unsent.remove(sent);
      this.#take(answer);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isAsking = false;
      this.#askIn(this.#pause());
    }
  }

  #pause() {
    if (!this.unsent.isEmpty && this.link === "saving") return TYPING_PAUSE_MS;
    return globalThis.document?.hidden ? HIDDEN_PAUSE_MS : PAUSE_MS;
  }

  /** @param {Answer} answer */
  #take(answer) {
    this.last = answer.last;
    const updates = answer.updates.map(fromBase64);
    if (this.isComposing()) this.#held.push(...updates);
    else this.#apply(updates);
    const isNew = answer.revision !== this.revision;
    this.revision = answer.revision;
    this.state = answer.state;
    this.editors = answer.editors ?? [];
    if (this.link !== "refused") {
      this.link = this.unsent.isEmpty ? "saved" : "saving";
    }
    this.dispatchEvent(new Event("change"));
    if (isNew) this.dispatchEvent(new Event("revision"));
  }

  /** @param {Uint8Array[]} updates */
  #apply(updates) {
    if (!updates.length) return;
    Y.transact(
      this.doc,
      () => {
        for (const update of updates) Y.applyUpdate(this.doc, update, SERVER);
      },
      SERVER,
    );
  }

  /** @param {unknown} error */
  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    const { status } = error;
    const isAway = status === 0 || status === TOO_MANY || status >= SERVER_ERROR;
    if (!isAway) this.refusal = error.message;
    this.#setLink(isAway ? "offline" : "refused");
  }

  /** Give up what the server refuses. */
  discard() {
    this.unsent.clear();
    this.#isOver = true;
  }

  /** @param {Link} link */
  #setLink(link) {
    this.link = link;
    this.dispatchEvent(new Event("change"));
  }
}
