/**
 * Types of ballots.
 *
 * @typedef {import("../live/messages.js").Vote} Vote
 * @typedef {import("./ballot_choice.js").Choices} Choices
 * @typedef {import("./ballot_draft.js").Outgoing} Outgoing
 * @typedef {import("./ballot_draft.js").Draft} Draft
 *
 * @typedef {{eligible: boolean, cast: boolean, choices: Choices | null,
 *   reason?: string}} CastState what the server knows
 * @typedef {"excluded" | "choosing" | "reviewing" | "sealing" | "sending" | "waiting" |
 *   "kept" | "asking" | "over" | "late" | "cancelled"} Phase `asking`: closed while the
 *   ballot was under way; `over`: closed without one; `late`: closed before it arrived
 *
 * @typedef {object} BallotParts
 * @property {{read: (id: number) => Draft, write: (id: number, draft: Draft) => void,
 *   remove: (id: number) => void, confirm: (id: number, isCertain: boolean) => void,
 *   receipt: (id: number) => import("./receipt.js").Receipt | null}} drafts
 * @property {(voteId: number, outgoing: Outgoing) => Promise<unknown>} post
 * @property {(voteId: number) => Promise<CastState>} ask
 * @property {(vote: Vote, choices: Choices) => Promise<Draft & {outgoing: Outgoing}>}
 *   seal
 * @property {() => void} onChange
 */

export {};
