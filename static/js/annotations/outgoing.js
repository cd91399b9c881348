/** Shares of notes and opinions sent to the secretary. */

import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";

/** @typedef {{id: number, name: string, where: string}} Person */
/** @typedef {{people: Person[], shares: Record<string, number[]>}} Shares */
/**
 * @typedef {{note: string, sent_at: string, received_at: string | null,
 *   item_number: string, item_title: string, paper_title: string, page: number,
 *   text: string}} Opinion
 */
/**
 * @typedef {object} NoteSharingApi
 * @property {() => Promise<Shares>} shares
 * @property {(body: object) => Promise<Shares>} share
 * @property {(document: number, words: string) => Promise<{people: Person[]}>} readers
 * @property {() => Promise<{opinions: Opinion[]}>} opinions
 * @property {(body: object) => Promise<{opinions: Opinion[]}>} send
 */

export class OutgoingNotes extends EventTarget {
  /** @type {Shares} */
  #shares = { people: [], shares: {} };
  /** @type {Opinion[]} */
  opinions = [];
  /** Guests only listen. */
  canSendOpinion = false;
  #isLoaded = false;

  /** @param {NoteSharingApi} server */
  constructor(server) {
    super();
    this.server = server;
  }

  /** Ask for both; what was known stays where there is no answer. */
  async load() {
    this.#isLoaded = true;
    const { server, canSendOpinion } = this;
    const nothing = { opinions: this.opinions };
    const [shares, { opinions }] = await Promise.all([
      server.shares(),
      canSendOpinion ? server.opinions() : nothing,
    ]);
    this.#set(shares, opinions);
  }

  /** Something of it has changed: ask again, if it was ever asked for. */
  async refreshIfLoaded() {
    if (this.#isLoaded) await this.load();
  }

  /**
   * @param {Shares} shares
   * @param {Opinion[]} opinions
   */
  #set(shares, opinions) {
    this.#shares = shares;
    this.opinions = opinions;
    this.dispatchEvent(new CustomEvent("changed"));
  }

  /**
   * @param {string[]} keys
   * @returns {Person[]} who sees any of these notes
   */
  readers(keys) {
    const ids = new Set(keys.flatMap((key) => this.#shares.shares[key] ?? []));
    return this.#shares.people.filter(({ id }) => ids.has(id));
  }

  /**
   * @param {string[]} keys
   * @param {number} member
   * @param {boolean} is_shared
   */
  async share(keys, member, is_shared) {
    this.#set(await this.server.share({ keys, member, is_shared }), this.opinions);
  }

  /** @param {object} opinion */
  async send(opinion) {
    const { opinions } = await this.server.send(opinion);
    this.#set(this.#shares, opinions);
  }

  /**
   * Say what became of some notes, a sentence for each thing.
   * @param {string[]} keys
   * @returns {string[]}
   */
  words(keys) {
    const names = this.readers(keys).map(({ name }) => name);
    const shown = names.length
      ? [t("Đang chia sẻ với: {names}.", { names: names.join(", ") })]
      : [];
    const sent = this.opinions.filter(({ note }) => keys.includes(note));
    return [...shown, ...sent.map(opinionWords)];
  }
}

/** @param {Opinion} opinion */
export function opinionWords({ sent_at, received_at }) {
  const time = formatDateTime(sent_at);
  return received_at
    ? t("Đã gửi Thư ký lúc {time}, đã tiếp nhận.", { time })
    : t("Đã gửi Thư ký lúc {time}.", { time });
}
