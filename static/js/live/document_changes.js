/** Events of documents that come often, applied without a new snapshot. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */

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

/** @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">} */
export const DOCUMENT_CHANGES = {
  document_progressed: progressed,
  document_recognised: recognised,
};
