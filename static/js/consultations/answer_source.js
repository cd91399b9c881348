/** Where an answering page reads and sends: signed in, or by a personal link. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";

/**
 * @typedef {object} Sheet
 * @property {string} body
 * @property {string} title
 * @property {string} question
 * @property {string} deadline
 * @property {string} name
 * @property {boolean} is_open
 * @property {string} answer
 * @property {string} text
 * @property {string | null} answered_at
 * @property {number} revision
 * @property {{id: number, title: string, file_name: string}[]} documents
 */
/** @typedef {{answer: string, text: string, revision: number}} Answer */

/** Of a member who is signed in. */
export class MemberSource {
  /**
   * @param {number} meetingId
   * @param {number} consultationId
   */
  constructor(meetingId, consultationId) {
    /** @type {[number, number]} */
    this.path = [meetingId, consultationId];
  }

  /** @returns {Promise<Sheet>} */
  read() {
    return get(addresses.consultationsSheet(...this.path));
  }

  /** @param {Answer} answer */
  send(answer) {
    return post(addresses.consultationsAnswer(...this.path), answer);
  }

  /** @param {number} id */
  async document(id) {
    return fetch(addresses.consultationsTakeDocument(...this.path, id));
  }
}

/** Of the holder of a link; its secret is sent in bodies only. */
export class LinkSource {
  /** @param {string} secret */
  constructor(secret) {
    this.secret = secret;
  }

  /** @returns {Promise<Sheet>} */
  read() {
    return post(addresses.consultationsSheetOfLink(), { secret: this.secret });
  }

  /** @param {Answer} answer */
  send(answer) {
    const { secret } = this;
    return post(addresses.consultationsAnswerOfLink(), { secret, answer });
  }

  /** @param {number} id */
  async document(id) {
    return fetch(addresses.consultationsDocumentOfLink(id), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ secret: this.secret }),
    });
  }
}
