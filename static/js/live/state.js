/** The meeting's state on this screen: values in, next value out. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */
/** @typedef {import("./messages.js").Fact} Fact */

/**
 * What each fact does to the live page; facts not listed need a new snapshot.
 * @type {Record<string, (live: any, fact: any) => any>}
 */
const CHANGES = {
  page_turned: (live, fact) => ({
    ...live,
    document_id: fact.document_id,
    page: fact.page,
    hidden: false,
  }),
  page_hidden: (live) => ({ ...live, document_id: null, page: 1, hidden: true }),
  item_called: (live, fact) => ({
    ...live,
    item_id: fact.item_id,
    item_started_at: fact.started_at,
  }),
};

/**
 * Apply a fact to a state.
 * @param {Snapshot} state
 * @param {Fact} fact
 * @returns {Snapshot | "old" | "unknown"} the next state; `old`: already in it;
 *   `unknown`: a gap, or a fact whose effect only the snapshot tells
 */
export function apply(state, fact) {
  if (fact.n <= state.n) return "old";
  if (fact.n !== state.n + 1) return "unknown";
  if (fact.kind === undefined) return { ...state, n: fact.n };
  const change = CHANGES[fact.kind];
  if (!change || !isKnown(state, fact)) return "unknown";
  return { ...state, n: fact.n, live: change(state.live, fact) };
}

/**
 * Tell whether the document or item a fact names is on this screen.
 * @param {Snapshot} state
 * @param {any} fact
 */
function isKnown(state, fact) {
  if (fact.kind === "page_turned") {
    return state.documents.some((paper) => paper.id === fact.document_id);
  }
  if (fact.kind === "item_called" && fact.item_id !== null) {
    return state.items.some((item) => item.id === fact.item_id);
  }
  return true;
}
