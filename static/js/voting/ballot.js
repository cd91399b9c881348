/**
 * The ballot of one member in one vote: what is marked, sent, kept and counted. Draws
 * nothing.
 */

import { isComplete, mark, validChoices } from "./ballot_choice.js";
import { BallotSender } from "./ballot_sender.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("./ballot_choice.js").Choices} Choices */
/** @typedef {import("./ballot_draft.js").Outgoing} Outgoing */
/** @typedef {import("./types.js").CastState} CastState */
/** @typedef {import("./types.js").Phase} Phase */

/** Wait between two questions whether the ballot has arrived, in milliseconds. */
const ASK_AGAIN_MS = 4000;

export class Ballot {
  /** @type {Phase} */
  phase = "choosing";
  /** Sent as it is: the server seals it. */
  isSealedByServer = false;
  /** The server has one; it counts until another is sent. */
  isKept = false;
  /** One more is not allowed; said until something else is marked. */
  isFull = false;
  /** Why the server has refused it. */
  message = "";

  /**
   * @param {Vote} vote
   * @param {import("./types.js").BallotParts} parts
   */
  constructor(vote, parts) {
    this.vote = vote;
    this.parts = parts;
    this.sender = new BallotSender(
      (outgoing) => parts.post(vote.id, outgoing),
      () => this.#onSending(),
    );
    const { choices, outgoing } = parts.drafts.read(vote.id);
    /** @type {Choices} */
    this.choices = validChoices(vote, choices);
    // A reload while it was under way: it is sent again, which does no more than once.
    if (outgoing) this.#resume(outgoing);
  }

  /** @param {Outgoing} outgoing */
  #resume(outgoing) {
    if (this.vote.state === "open") return void this.sender.send(outgoing);
    this.phase = "asking";
    this.#settle();
  }

  get isComplete() {
    return isComplete(this.vote, this.choices);
  }

  /** The member can still do something. */
  get isPending() {
    return ["choosing", "reviewing", "sealing", "sending", "waiting"].includes(
      this.phase,
    );
  }

  /**
   * @param {number} optionId
   * @param {string} [level]
   */
  mark(optionId, level) {
    const { choices, isFull } = mark(this.vote, this.choices, optionId, level);
    this.choices = choices;
    this.isFull = isFull;
    this.message = "";
    this.parts.drafts.write(this.vote.id, { choices });
    this.parts.onChange();
  }

  /** Show what is marked before it is sent. */
  review() {
    if (this.isComplete) this.#become("reviewing");
  }

  /** Choose anew, also instead of what was kept where that is allowed. */
  chooseAgain() {
    this.sender.stop();
    this.#become("choosing");
  }

  async submit() {
    if (this.phase !== "reviewing") return;
    this.#become("sealing");
    const draft = await this.parts.seal(this.vote, this.choices);
    // The vote may have been closed meanwhile.
    if (this.#phaseNow() !== "sealing") return;
    const { outgoing } = draft;
    this.isSealedByServer = this.vote.is_secret && !outgoing.sealed;
    if (outgoing.sealed) this.choices = {};
    this.parts.drafts.write(this.vote.id, draft);
    this.sender.send(outgoing);
  }

  /** @returns {Phase} may have changed while something was awaited */
  #phaseNow() {
    return this.phase;
  }

  /**
   * Take what the server knows, unless the member is about to change it.
   * @param {CastState} state
   */
  learn({ eligible, cast, choices, reason = "" }) {
    if (!eligible) {
      this.message = reason;
      return this.#become("excluded");
    }
    if (!cast || this.phase !== "choosing") return;
    if (choices) this.choices = validChoices(this.vote, choices);
    this.#become("kept");
  }

  /** Ask the server; without an answer nothing changes. */
  async refresh() {
    try {
      this.learn(await this.parts.ask(this.vote.id));
    } catch {
      // Asked again with the next connection.
    }
  }

  /**
   * Take the newer state of the vote.
   * @param {Vote} vote
   */
  update(vote) {
    const { state } = this.vote;
    this.vote = vote;
    if (vote.state === state) return;
    if (vote.state === "cancelled") this.#end("cancelled");
    else if (vote.state !== "open" && state === "open") this.#close();
  }

  /** The network is back. */
  retryNow() {
    this.sender.retryNow();
  }

  #close() {
    if (["sending", "waiting", "sealing"].includes(this.phase)) {
      this.sender.stop();
      this.#become("asking");
      this.#settle();
    } else if (this.phase === "choosing" || this.phase === "reviewing") {
      this.#end(this.isKept ? "kept" : "over");
    }
  }

  /** Closed while it was under way: only the server knows whether it arrived. */
  async #settle() {
    try {
      const { cast } = await this.parts.ask(this.vote.id);
      if (cast) this.parts.drafts.confirm(this.vote.id, false);
      else this.parts.drafts.remove(this.vote.id);
      this.#become(cast ? "kept" : "late");
    } catch {
      setTimeout(() => this.#settle(), ASK_AGAIN_MS);
    }
  }

  /** @param {Phase} phase */
  #end(phase) {
    this.sender.stop();
    this.parts.drafts.remove(this.vote.id);
    this.#become(phase);
  }

  #onSending() {
    const { state, message } = this.sender;
    if (state === "kept") this.parts.drafts.confirm(this.vote.id, true);
    if (state === "refused") return this.#onRefused(message);
    if (state !== "idle") this.#become(state);
  }

  /** @param {string} message */
  #onRefused(message) {
    this.parts.drafts.write(this.vote.id, { choices: this.choices });
    this.message = message;
    this.#become("choosing");
    // Already sent elsewhere, or not on the roll: the server knows.
    this.refresh();
  }

  /** @param {Phase} phase */
  #become(phase) {
    if (phase !== "choosing") this.isFull = false;
    if (phase === "kept") this.isKept = true;
    this.phase = phase;
    this.parts.onChange();
  }
}
