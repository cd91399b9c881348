/** What the events of votes do to the state of a meeting. Pure functions. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").Vote} Vote */

/**
 * Applied without a new snapshot: a vote reaches thousands of tablets at one moment.
 * @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">}
 */
export const VOTE_CHANGES = {
  vote_opened: (state, { n, vote }) => {
    // Those who run votes enter hands by site, and only the snapshot has the sites.
    if (vote.kind === "hands" && runsVotes(state)) return "unknown";
    const known = votesOf(state).find(({ id }) => id === vote.id);
    const others = votesOf(state).filter(({ id }) => id !== vote.id);
    // Who runs votes knows more of it than the event contains: also that nobody
    // has voted yet.
    const cast = vote.cast ?? known?.cast ?? null;
    return { ...state, n, votes: [...others, { ...known, ...vote, cast }] };
  },
  vote_turnout: (state, { n, vote_id, cast }) => withVote(state, n, vote_id, { cast }),
  vote_closed: (state, { n, vote_id }) =>
    withVote(state, n, vote_id, { state: "closed" }),
  vote_cancelled: (state, { n, vote_id }) =>
    withVote(state, n, vote_id, { state: "cancelled", result: null }),
};

/** @param {Snapshot} state */
const runsVotes = (state) => votesOf(state).some((vote) => vote.hand_counts);

/** @param {Snapshot} state */
const votesOf = (state) => state.votes ?? [];

/**
 * @param {Snapshot} state
 * @param {number} n
 * @param {number} voteId
 * @param {Partial<Vote>} change
 * @returns {Snapshot}
 */
function withVote(state, n, voteId, change) {
  const votes = votesOf(state).map((vote) =>
    vote.id === voteId ? { ...vote, ...change } : vote,
  );
  return { ...state, n, votes };
}
