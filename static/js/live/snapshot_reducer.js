/** Apply events to the state of a meeting. Pure functions. */

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
  }),
};

/**
 * Frequent events about documents, applied without a new snapshot.
 * @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">}
 */
const DOCUMENT_CHANGES = {
  opinion_sent: (state, { n }) => ({ ...state, n, opinions: n }),
  opinion_received: (state, { n }) => ({ ...state, n, opinions: n }),
  document_progressed: progressed,
  document_recognised: recognised,
  tablets_commanded: (state, { n }) => ({ ...state, n }),
  annotations_carried: (state, { n }) => ({ ...state, n, carried: n }),
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
  const known = DOCUMENT_CHANGES[event.kind];
  if (known) return known(state, event);
  const change = LIVE_PAGE_CHANGES[event.kind];
  if (!change || !isKnown(state, event)) return "unknown";
  return { ...state, n: event.n, live: change(state.live, event) };
}

/**
 * A document has more pages: many events per second, so no snapshot is fetched.
 * A first thumbnail, a final state or a retry needs one.
 * @param {Snapshot} state
 * @param {any} event
 * @returns {Snapshot | "unknown"}
 */
function progressed(state, event) {
  const { document_id: id, state: newState, pages_ready, page_count } = event;
  const paper = state.documents.find((one) => one.id === id);
  const isFinal = newState === "ready" || newState === "refused";
  if (!paper || isFinal || paper.state === "refused") return "unknown";
  if (pages_ready > 0 && !paper.thumbnail) return "unknown";
  const next = { ...paper, state: newState, pages_ready, page_count };
  const documents = state.documents.map((one) => (one.id === id ? next : one));
  return { ...state, n: event.n, documents };
}

/**
 * More scans of a document have text; only the counters change.
 * @param {Snapshot} state
 * @param {any} event
 * @returns {Snapshot | "unknown"}
 */
function recognised(state, event) {
  const { document_id: id, recognition, pages_recognised, pages_to_recognise } = event;
  const paper = state.documents.find((one) => one.id === id);
  if (!paper) return "unknown";
  const next = { ...paper, recognition, pages_recognised, pages_to_recognise };
  const documents = state.documents.map((one) => (one.id === id ? next : one));
  return { ...state, n: event.n, documents };
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
  return { ...state, n: 0, live, documents, replaced };
}
