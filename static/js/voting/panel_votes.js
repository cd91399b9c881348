/** What the chair's panel shows of the votes, in which order. Pure functions. */

import { hasBallot } from "./current_ballot.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/**
 * @typedef {"open" | "close" | "count" | "announce" | null} Step the next step of a vote;
 *   `count`: people enter the count first
 */

const ORDER = ["open", "closed", "draft", "announced", "cancelled"];

/**
 * Lay the votes out: those that run, then the current item's, then the others.
 * @param {Vote[]} votes
 * @param {number | null} itemId the current item
 * @returns {{now: Vote[], later: Vote[], done: Vote[]}} `now`: under way, or prepared for
 *   the current item or for none
 */
export function panelVotes(votes, itemId) {
  const rank = (/** @type {Vote} */ { state }) => ORDER.indexOf(state);
  const isRunning = (/** @type {Vote} */ { state }) =>
    state === "open" || state === "closed";
  const isOver = (/** @type {Vote} */ { state }) =>
    state === "announced" || state === "cancelled";
  const isDue = (/** @type {Vote} */ { item_id: own }) =>
    own === null || own === itemId;
  const isNow = (/** @type {Vote} */ vote) =>
    isRunning(vote) || (vote.state === "draft" && isDue(vote));
  const sorted = [...votes].sort((one, other) => rank(one) - rank(other));
  return {
    now: sorted.filter(isNow),
    later: sorted.filter((vote) => vote.state === "draft" && !isNow(vote)),
    done: sorted.filter(isOver).reverse(),
  };
}

/**
 * @param {Vote} vote
 * @returns {Step}
 */
export function nextStep(vote) {
  if (vote.state === "draft") return "open";
  if (vote.state === "open") return hasBallot(vote) ? "close" : "count";
  if (vote.state === "closed") return vote.result ? "announce" : "count";
  return null;
}

/**
 * Tell whether a second round may follow.
 * @param {Vote} vote
 */
export function mayRepeat({ state, result, form }) {
  if (!result || (state !== "closed" && state !== "announced")) return false;
  return form === "up_to" || result.tie.length > 0 || result.passed === false;
}

/**
 * Tell whether the chair decides before announcing.
 * @param {Vote} vote
 */
export function needsDecision({ kind, result }) {
  const isJudged = kind !== "election" && kind !== "confidence";
  return isJudged && result !== null && result.passed === null;
}
