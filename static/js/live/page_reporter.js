/**
 * Report the shown page to the server: only the newest, at a random moment within the
 * spread, within the server's rate limit.
 *
 * @typedef {import("./messages.js").ShownPage} ShownPage
 */

/** The server listens to four a second; in milliseconds. */
const MIN_INTERVAL_MS = 500;

export class PageReporter {
  /** What is shown now. @type {ShownPage | null} */
  #newest = null;
  /** Last report sent on this channel. @type {ShownPage | null} */
  #lastSent = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #sentAt = -Infinity;

  /**
   * @param {(report: ShownPage) => boolean} send false: there is no channel now
   * @param {() => number} spread in milliseconds
   * @param {() => number} [random]
   * @param {() => number} [now] in milliseconds
   */
  constructor(send, spread, random = Math.random, now = () => performance.now()) {
    this.send = send;
    this.spread = spread;
    this.random = random;
    this.now = now;
  }

  /** @returns {ShownPage | null} what is shown now */
  get newest() {
    return this.#newest;
  }

  /**
   * Take what is shown now; unchanged values are not sent again.
   * @param {ShownPage} report
   */
  show(report) {
    const wasAsleep = this.#newest?.mode === "asleep";
    this.#newest = report;
    // Sent at once: a hidden page may not run later, and a visible one is awaited.
    if (report.mode === "asleep" || wasAsleep) this.#send();
    else this.#sendSoon();
  }

  /** A new channel has no report yet. */
  resend() {
    this.#lastSent = null;
    this.#sendSoon();
  }

  #sendSoon() {
    if (this.#timer !== undefined || !this.#hasChanged) return;
    const rest = this.#sentAt + MIN_INTERVAL_MS - this.now();
    const wait = Math.max(rest, this.random() * this.spread());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, wait);
  }

  get #hasChanged() {
    return this.#newest !== null && !isSame(this.#newest, this.#lastSent);
  }

  #send() {
    if (!this.#newest || !this.#hasChanged || !this.send(this.#newest)) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSent = this.#newest;
    this.#sentAt = this.now();
  }
}

/**
 * @param {ShownPage} one
 * @param {ShownPage | null} other
 */
function isSame(one, other) {
  if (!other || one.n !== other.n || one.mode !== other.mode) return false;
  return one.document === other.document && one.page === other.page;
}
