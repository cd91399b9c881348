/**
 * What a member has marked on a ballot. Pure functions.
 *
 * @typedef {import("../live/messages.js").Vote} Vote
 * @typedef {import("../live/messages.js").VoteOption} VoteOption
 * @typedef {Record<string, 1 | string>} Choices by the option's id: 1, or a level
 */

/** The sealed text has a length that says nothing about the choice, in bytes. */
export const BLOCK = 256;

/**
 * Mark an option, or take the mark away.
 * @param {Vote} vote
 * @param {Choices} choices
 * @param {number} optionId
 * @param {string} [level] for ballots with levels
 * @returns {{choices: Choices, isFull: boolean}} `isFull`: not marked, since as many as
 *   allowed are marked already
 */
export function mark(vote, choices, optionId, level) {
  if (vote.form === "one") return { choices: { [optionId]: 1 }, isFull: false };
  if (vote.form === "levels") {
    return { choices: { ...choices, [optionId]: level ?? "" }, isFull: false };
  }
  if (choices[optionId]) {
    const rest = Object.entries(choices).filter(([id]) => id !== String(optionId));
    return { choices: Object.fromEntries(rest), isFull: false };
  }
  if (Object.keys(choices).length >= vote.max_choices) return { choices, isFull: true };
  return { choices: { ...choices, [optionId]: 1 }, isFull: false };
}

/**
 * Tell whether the ballot may be sent. In an election fewer may be chosen than
 * allowed; where several are judged, nobody may be: a blank ballot.
 * @param {Vote} vote
 * @param {Choices} choices
 */
export function isComplete(vote, choices) {
  const count = Object.keys(choices).length;
  if (vote.form === "one") return count === 1;
  if (vote.form === "levels") return count === 0 || count === vote.options.length;
  return true;
}

/**
 * Keep only what the ballot, as it is now, offers.
 * @param {Vote} vote
 * @param {unknown} kept
 * @returns {Choices}
 */
export function validChoices(vote, kept) {
  if (typeof kept !== "object" || kept === null) return {};
  const marks = /** @type {Choices} */ (kept);
  const isMark = (/** @type {number} */ id) =>
    vote.form === "levels"
      ? vote.levels.includes(String(marks[id] ?? ""))
      : marks[id] === 1;
  const valid = vote.options.filter(({ id }) => isMark(id));
  const most = { one: 1, up_to: vote.max_choices }[vote.form] ?? valid.length;
  return Object.fromEntries(valid.slice(0, most).map(({ id }) => [id, marks[id] ?? 1]));
}

/**
 * @param {Vote} vote
 * @param {Choices} choices
 * @returns {VoteOption[]} in the order of the ballot
 */
export function chosenOptions(vote, choices) {
  return vote.options.filter(({ id }) => choices[id]);
}

/**
 * Write the ballot as it is sealed: padded, so that its length is the same for every
 * choice of the usual ballots.
 * @param {number} voteId
 * @param {Choices} choices
 * @param {string} [nonce] of its receipt
 * @returns {Uint8Array}
 */
export function plainBallot(voteId, choices, nonce) {
  const content = { v: voteId, c: choices, n: nonce };
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const padded = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK).fill(0x20);
  padded.set(bytes);
  return padded;
}
