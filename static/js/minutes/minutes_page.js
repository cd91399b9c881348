/**
 * One screen of minutes: the shared text, its view, and all that is beside it.
 *
 * Events: `link` (connection, editors), `status` (state, answers, comments, versions,
 * files), `facts`, `text` (after each change of the text or of the selection).
 */

import * as Y from "yjs";
import * as addresses from "../base/addresses.js";
import { withQuery } from "../base/address_builder.js";
import { get, post } from "../base/api.js";
import { showError } from "../base/error_toast.js";
import { afterPress } from "../base/press.js";
import { marksKey } from "./marks_plugin.js";
import { TextSync } from "./text_sync.js";
import { openText } from "./text_view.js";
import { UnsentChanges } from "./unsent_changes.js";

/** A network that swallows everything is noticed after so long. */
const EXCHANGE_DEADLINES_MS = [6000];

/**
 * @typedef {{id: number, parent: number | null, author: string, text: string,
 *   quote: string, anchor: string, made_at: string, resolved_at: string | null,
 *   resolved_by: string}} Comment
 * @typedef {{member: number, name: string, about: string, answer: string,
 *   remark: string, answered_at: string | null, is_older: boolean}} Review
 * @typedef {{id: number, number: number, name: string, reason: string,
 *   made_by: string, made_at: string}} Version
 * @typedef {{id: number, name: string, sha256: string, size: number,
 *   uploaded_by: string, uploaded_at: string, state: string, pages: number,
 *   own_pages: number, common: number, warning: string}} SignedFile
 * @typedef {{revision: number, state: string, draft_state: string, last: number,
 *   facts_at: string | null, due_at: string | null, may_write: boolean,
 *   may_approve: boolean, is_chair: boolean,
 *   own_answer: {answer: string, remark: string} | null, reviews: Review[],
 *   comments: Comment[], versions: Version[], finalised_at: string | null,
 *   finalised_by: string, pdf: {sha256: string, size: number},
 *   signed: SignedFile[]}} Status
 */

/** @returns {Storage | null} null where the browser allows none */
function localStore() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export class MinutesPage extends EventTarget {
  /** @type {import("./fact_states.js").FactBlock[]} */
  #shownFacts;

  /**
   * @param {{meetingId: number, minutesId: number, holder: string,
   *   isWriter: boolean}} options
   */
  constructor({ meetingId, minutesId, holder, isWriter }) {
    super();
    this.meetingId = meetingId;
    this.minutesId = minutesId;
    this.isWriter = isWriter;
    const doc = new Y.Doc();
    const storage = isWriter ? localStore() : null;
    const unsent = new UnsentChanges(minutesId, holder, String(doc.clientID), storage);
    this.sync = new TextSync(doc, (message) => this.#exchange(message), unsent);
    /** @type {Status | null} */
    this.status = null;
    /** @type {import("./fact_states.js").FactBlock[]} */
    this.facts = [];
    this.#shownFacts = this.facts;
    /** @type {string | null} */
    this.factsAt = null;
    /** @type {import("prosemirror-view").EditorView | null} */
    this.view = null;
    /** The comment that is looked at. @type {number | null} */
    this.comment = null;
  }

  /** @param {Parameters<import("./text_sync.js").Exchange>[0]} message */
  #exchange(message) {
    const { meetingId, minutesId } = this;
    if (this.isWriter) {
      const address = addresses.minutesTextSync(meetingId, minutesId);
      return post(address, message, EXCHANGE_DEADLINES_MS);
    }
    const address = addresses.minutesTextDocument(meetingId, minutesId);
    return get(withQuery(address, { after: String(message.after) }));
  }

  /** @param {HTMLElement} place where the text is shown */
  async start(place) {
    this.sync.addEventListener("revision", () => this.refresh());
    this.sync.addEventListener("change", () => this.#linkChanged());
    await this.sync.start();
    this.view = openText(place, this.sync, {
      isWriter: this.isWriter,
      onChange: () => this.dispatchEvent(new Event("text")),
      onComment: (id) => this.lookAt(id),
    });
    this.#showMarks();
    this.dispatchEvent(new Event("text"));
  }

  #linkChanged() {
    this.#showMarks();
    this.dispatchEvent(new Event("link"));
  }

  /** Read all but the text. */
  async refresh() {
    const { meetingId, minutesId } = this;
    try {
      this.status = await get(addresses.minutesScreensStatus(meetingId, minutesId));
      await this.#readFacts();
    } catch {
      // Without network it comes with the next answer.
      this.sync.revision = -1;
      return;
    }
    this.#showMarks();
    // What is beside the text has buttons, which are drawn anew.
    afterPress(this, () => {
      if (this.#shownFacts !== this.facts) this.dispatchEvent(new Event("facts"));
      this.#shownFacts = this.facts;
      this.dispatchEvent(new Event("status"));
    });
  }

  async #readFacts() {
    const at = this.status?.facts_at ?? null;
    if (!this.isWriter || at === this.factsAt) return;
    const address = addresses.minutesTextFacts(this.meetingId, this.minutesId);
    this.facts = (await get(address)).blocks;
    this.factsAt = at;
  }

  #showMarks() {
    const { view } = this;
    if (!view) return;
    const comments = (this.status?.comments ?? []).filter(
      ({ parent, resolved_at }) => parent === null && resolved_at === null,
    );
    const { editors } = this.sync;
    const { comment, facts } = this;
    const transaction = view.state.tr.setMeta(marksKey, {
      editors,
      comments,
      comment,
      facts,
    });
    view.dispatch(transaction.setMeta("addToHistory", false));
  }

  /** @param {number | null} comment */
  lookAt(comment) {
    this.comment = comment;
    this.#showMarks();
    this.dispatchEvent(new Event("comment"));
  }

  /** What is written may be changed now. */
  get isEditable() {
    return this.isWriter && ["draft", "in_review"].includes(this.sync.state);
  }

  /**
   * Send something, then read what has become of it.
   * @param {() => Promise<unknown>} send
   * @returns {Promise<boolean>} whether it was done
   */
  async act(send) {
    try {
      await send();
    } catch (error) {
      showError(error);
      await this.refresh();
      return false;
    }
    this.sync.askNow();
    await this.refresh();
    return true;
  }
}
