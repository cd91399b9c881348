/** Choose the vote whose ballot a screen shows. Pure functions. */

import { ELECTRONIC_KINDS } from "./labels.js";

/** @typedef {import("../live/messages.js").Vote} Vote */

/** @param {Vote} vote */
export const hasBallot = ({ kind }) => ELECTRONIC_KINDS.includes(kind);

/** @param {Vote[]} votes */
const lastOpened = (votes) =>
  votes.reduce(
    (/** @type {Vote | null} */ last, vote) =>
      last && (last.opened_at ?? "") > (vote.opened_at ?? "") ? last : vote,
    null,
  );

/**
 * Open votes first, of these one that waits for the member; then one that has just ended.
 * @param {Vote[]} votes
 * @param {object} known
 * @param {(id: number) => boolean} known.isDone the member has nothing more to do
 * @param {number | null} known.shownId the ballot shown so far
 * @returns {Vote | null}
 */
export function currentVote(votes, { isDone, shownId }) {
  const open = votes.filter((vote) => vote.state === "open" && hasBallot(vote));
  const waiting = open.filter(({ id }) => !isDone(id));
  const shown = votes.find(({ id }) => id === shownId) ?? null;
  if (shown && waiting.includes(shown)) return shown;
  if (waiting.length) return lastOpened(waiting);
  if (shown && shown.state !== "announced") return shown;
  return lastOpened(open);
}

/**
 * The vote that is shown to somebody without a ballot: by hands or on paper for all, any
 * other for those who do not vote.
 * @param {Vote[]} votes
 * @param {boolean} mayVote
 * @returns {Vote | null}
 */
export function watchedVote(votes, mayVote) {
  return lastOpened(
    votes.filter((vote) => vote.state === "open" && !(mayVote && hasBallot(vote))),
  );
}
