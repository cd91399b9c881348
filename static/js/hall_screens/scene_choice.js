/** What a hall screen shows: held by an operator, or by the meeting's state. Pure. */

import { isResultOver } from "./announced_results.js";

/** @typedef {import("./types.js").HallScene} HallScene */

/** How long an announcement that is not urgent is shown, in milliseconds. */
export const ANNOUNCEMENT_MS = 45_000;

/** @param {string} kind @param {Partial<HallScene>} [about] @returns {HallScene} */
const scene = (kind, about = {}) => ({
  kind,
  ref: null,
  until: null,
  file: null,
  ...about,
});

/**
 * The newest vote that the hall may see; with `id` that one.
 * @param {any} state
 * @param {number | null} [id]
 */
export function hallVote(state, id = null) {
  const seen = (state.votes ?? []).filter((/** @type {any} */ { state: step }) =>
    ["open", "closed", "announced"].includes(step),
  );
  if (id !== null)
    return seen.find((/** @type {any} */ vote) => vote.id === id) ?? null;
  const going = seen
    .filter((/** @type {any} */ vote) => vote.state !== "announced")
    .at(-1);
  return going ?? seen.at(-1) ?? null;
}

/**
 * The announcement for all in the hall or at its site; with `id` that one, else the
 * newest, urgent ones first. The state has those of its own site only.
 * @param {any} state
 * @param {number | null} [id]
 */
export function hallAnnouncement(state, id = null) {
  const all = (state.announcements ?? []).filter(
    (/** @type {any} */ { audience }) => audience?.kind !== "role",
  );
  if (id !== null) return all.find((/** @type {any} */ one) => one.id === id) ?? null;
  const byAge = (/** @type {any} */ a, /** @type {any} */ b) => a.id - b.id;
  const newest = [...all].sort(byAge);
  return newest.filter(({ urgent }) => urgent).at(-1) ?? newest.at(-1) ?? null;
}

/**
 * Who has the floor, or asks or answers a question.
 * @param {any} state
 */
export function hallSpeaker(state) {
  const { speaking, question } = state.floor ?? {};
  if (speaking) return { ...speaking, part: speaking.kind };
  if (!question) return null;
  const answers = question.stage === "answering";
  const person = answers ? question.respondent : question.asker;
  if (!person) return null;
  return {
    ...person,
    topic: question.topic ?? "",
    request_id: `question ${question.id} ${question.stage}`,
    part: answers ? "answer" : "question",
  };
}

/**
 * Whether what the operator wants can be shown; else the screen chooses.
 * @param {HallScene} wanted
 * @param {any} state
 */
export function isPossible(wanted, state) {
  if (wanted.kind === "vote") return hallVote(state, wanted.ref) !== null;
  if (wanted.kind === "announcement")
    return hallAnnouncement(state, wanted.ref) !== null;
  if (wanted.kind !== "media") return true;
  return (state.screen_media ?? []).some(
    (/** @type {any} */ { file }) => file === wanted.file,
  );
}

/**
 * What is most urgent: the first of these that there is.
 * @type {((state: any, now: number, announcedAt: Map<number, number>) => HallScene | null)[]}
 */
const CHOICES = [
  urgentAnnouncement,
  vote,
  speaker,
  freshAnnouncement,
  pause,
  beforeOrBetween,
];

/**
 * @param {any} state
 * @param {number} now the server's time, in milliseconds
 * @param {Map<number, number>} announcedAt when results were announced, by vote
 * @returns {HallScene}
 */
export function chooseScene(state, now, announcedAt = new Map()) {
  // Nothing is held beyond the end.
  if (state.meeting.state === "closed") return scene("pause");
  for (const choice of CHOICES) {
    const found = choice(state, now, announcedAt);
    if (found) return found;
  }
  return scene("page");
}

/**
 * @param {any} state
 * @param {number} screenId
 * @param {number} now
 * @param {Map<number, number>} [announcedAt]
 * @returns {HallScene}
 */
export function sceneOf(state, screenId, now, announcedAt) {
  const screen = (state.screens ?? []).find(
    (/** @type {any} */ { id }) => id === screenId,
  );
  const isHeld = screen?.is_held && state.meeting.state !== "closed";
  if (isHeld && isPossible(screen.scene, state)) return screen.scene;
  return chooseScene(state, now, announcedAt);
}

/** @param {any} state */
function urgentAnnouncement(state) {
  const found = hallAnnouncement(state);
  return found?.urgent ? scene("announcement", { ref: found.id }) : null;
}

/**
 * @param {any} state
 * @param {number} now
 */
function freshAnnouncement(state, now) {
  const found = hallAnnouncement(state);
  const age = now - Date.parse(found?.made_at ?? "");
  return age < ANNOUNCEMENT_MS ? scene("announcement", { ref: found.id }) : null;
}

/**
 * @param {any} state
 * @param {number} now
 * @param {Map<number, number>} announcedAt
 */
function vote(state, now, announcedAt) {
  const found = hallVote(state);
  if (!found) return null;
  const isPast =
    found.state === "announced" &&
    isResultOver(state, now, announcedAt.get(found.id) ?? 0);
  return isPast ? null : scene("vote", { ref: found.id });
}

/** @param {any} state */
function speaker(state) {
  const found = hallSpeaker(state);
  if (!found) return null;
  // The speech itself is on the screen; the speaker's name stands beside the page.
  const showsOwnText =
    Boolean(found.document_id) && found.document_id === state.live.document_id;
  return showsOwnText ? null : scene("speaker");
}

/** @param {any} state */
function pause(state) {
  const item = state.items.find(
    (/** @type {any} */ { id }) => id === state.live.item_id,
  );
  const isBreak = item?.kind === "break" || state.meeting.state === "adjourned";
  return isBreak ? scene("pause", { until: plannedEnd(state, item) }) : null;
}

/**
 * @param {any} state
 * @param {any} item
 */
function plannedEnd({ live }, item) {
  const began = Date.parse(live.item_started_at ?? "");
  if (item?.kind !== "break" || !item.planned_minutes || !began) return null;
  return new Date(began + item.planned_minutes * 60_000).toISOString();
}

/** @param {any} state */
function beforeOrBetween({ meeting, live }) {
  const isShown = live.item_id !== null || live.document_id !== null;
  return meeting.state === "open" || isShown ? null : scene("welcome");
}
