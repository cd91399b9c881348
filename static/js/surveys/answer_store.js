/** What is answered so far, kept in this browser until the server has it. */

import { SURVEY_PREFIX } from "../base/member_storage.js";

/** @typedef {Record<string, string[]>} Fields */
/** @typedef {{fields: Fields, retryKey: string, isSent: boolean}} KeptAnswer */

export class AnswerStore {
  #key;

  /** @param {string} code the survey's */
  constructor(code) {
    this.#key = `${SURVEY_PREFIX}${code}`;
  }

  /** @returns {KeptAnswer | null} null: nothing is kept, or the browser keeps nothing */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {KeptAnswer} answer `isSent`: it is to be sent as soon as possible
   * @returns {boolean} whether it is kept
   */
  write(answer) {
    try {
      localStorage.setItem(this.#key, JSON.stringify(answer));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }
}
