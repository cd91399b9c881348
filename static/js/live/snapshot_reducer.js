/** Apply events to the state of a meeting. Pure functions. */

import { DOCUMENT_CHANGES } from "./document_changes.js";
import { HALL_SCREEN_CHANGES } from "./hall_screen_changes.js";
import { NOTICE_CHANGES } from "./notice_changes.js";
import { TIMER_CHANGES } from "./timer_changes.js";
import { VOTE_CHANGES } from "./vote_changes.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").MeetingEvent} MeetingEvent */

/**
 * What each event does to the live page; events not listed need a new snapshot.
 * @type {Record<string, (live: any, event: any) => any>}
 */
const LIVE_PAGE_CHANGES = {
  page_turned: (live, event) => ({
    ...live,
    document_id: event.document_id,
    page: event.page,
    hidden: false,
  }),
  page_hidden: (live) => ({ ...live, document_id: null, page: 1, hidden: true }),
  item_called: (live, event) => ({
    ...live,
    item_id: event.item_id,
    item_started_at: event.started_at,
    previous_item_id: live.item_id,
  }),
};

/**
 * Events that change one subject's part of the snapshot, which is fetched alone.
 * @type {Record<string, string>}
 */
const PARTS = {
  conclusions_changed: "conclusions",
  conclusions_issued: "conclusions",
  conclusions_reopened: "conclusions",
  floor_changed: "speaking",
  floor_requested: "speaking",
  minutes_answered: "minutes",
  minutes_changed: "minutes",
  survey_changed: "surveys",
  vote_announced: "voting",
  vote_counted: "voting",
  vote_prepared: "voting",
};

/**
 * Return the part of the snapshot that an event has changed, if it is one part.
 * @param {MeetingEvent} event
 * @returns {string | undefined}
 */
export function partOf({ kind }) {
  return kind === undefined ? undefined : PARTS[kind];
}

/**
 * Events that change nothing in the snapshot: pages of their own show what has happened.
 */
const OUTSIDE_THE_SNAPSHOT = [
  "consultation_answered",
  "consultation_changed",
  "consultation_closed",
  "consultation_opened",
  "invitation_answered",
  "minutes_finalised",
  "minutes_pdf_stored",
  "minutes_signed",
  "tablets_commanded",
  "task_changed",
  "tasks_assigned",
];

/**
 * Frequent events, applied without a new snapshot.
 * @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">}
 */
const WHOLE_STATE_CHANGES = {
  opinion_sent: (state, { n }) => ({ ...state, n, opinions: n }),
  opinion_received: (state, { n }) => ({ ...state, n, opinions: n }),
  ...DOCUMENT_CHANGES,
  annotations_carried: (state, { n }) => ({ ...state, n, carried: n }),
  ...TIMER_CHANGES,
  ...VOTE_CHANGES,
  ...HALL_SCREEN_CHANGES,
  // The fields of parts follow by themselves: `part_fetcher.js`.
  ...Object.fromEntries(
    [...OUTSIDE_THE_SNAPSHOT, ...Object.keys(PARTS)].map((kind) => [
      kind,
      (state, { n }) => ({ ...state, n }),
    ]),
  ),
  ...NOTICE_CHANGES,
};

/**
 * Keep values that only events carry. If a snapshot skips more than one event, one of them
 * may have been such: it is old now and never applied, so it counts as news.
 * @param {Snapshot} snapshot
 * @param {Snapshot | null} before
 * @returns {Snapshot}
 */
export function withEventOnlyFields(snapshot, before) {
  const { n } = snapshot;
  if (!before || n > before.n + 1) return { ...snapshot, opinions: n, carried: n };
  return { ...snapshot, opinions: before.opinions, carried: before.carried };
}

/**
 * Apply an event to a state.
 * @param {Snapshot} state
 * @param {MeetingEvent} event
 * @returns {Snapshot | "old" | "unknown"} the next state; `old`: already in it;
 *   `unknown`: a gap, or an event whose effect only the snapshot contains
 */
export function apply(state, event) {
  if (event.n <= state.n) return "old";
  if ((event.after ?? event.n - 1) > state.n) return "unknown";
  if (event.kind === undefined) return { ...state, n: event.n };
  const known = WHOLE_STATE_CHANGES[event.kind];
  if (known) return known(state, event);
  const change = LIVE_PAGE_CHANGES[event.kind];
  if (!change || !isKnown(state, event)) return "unknown";
  return { ...state, n: event.n, live: change(state.live, event) };
}

/**
 * Tell whether the document or item an event names is on this screen.
 * @param {Snapshot} state
 * @param {any} event
 */
function isKnown(state, event) {
  if (event.kind === "page_turned") {
    return state.documents.some((paper) => paper.id === event.document_id);
  }
  if (event.kind === "item_called" && event.item_id !== null) {
    return state.items.some((item) => item.id === event.item_id);
  }
  return true;
}

/**
 * Remove expired documents from a state; the next snapshot of the server replaces
 * it completely.
 * @param {Snapshot} state
 * @param {(paper: import("./messages.js").MeetingDocument) => boolean} isOver
 * @returns {Snapshot}
 */
export function withoutDocuments(state, isOver) {
  const documents = state.documents.filter((paper) => !isOver(paper));
  const replaced = state.replaced.filter((paper) => !isOver(paper));
  const stays = new Set([...documents, ...replaced].map(({ id }) => id));
  const shown = state.live.document_id;
  const live =
    shown === null || stays.has(shown)
      ? state.live
      : { ...state.live, document_id: null, page: 1 };
  return { ...state, n: 0, live, documents, replaced, expired_offline: true };
}
