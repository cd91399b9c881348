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
 * Facts about papers that come often, or to all at once: no snapshot for these.
 * @type {Record<string, (state: Snapshot, fact: any) => Snapshot | "unknown">}
 */
const PAPERS = {
  opinion_sent: (state, { n }) => ({ ...state, n, opinions: n }),
  opinion_received: (state, { n }) => ({ ...state, n, opinions: n }),
  document_progressed: progressed,
  document_recognised: recognised,
  tablets_commanded: (state, { n }) => ({ ...state, n }),
  annotations_carried: (state, { n }) => ({ ...state, n, carried: n }),
};

/**
 * Keep what facts alone tell. Where a snapshot leaps over more than one fact, one of them
 * may have been such: it is old now and never applied, so it counts as news.
 * @param {Snapshot} snapshot
 * @param {Snapshot | null} before
 * @returns {Snapshot}
 */
export function withNews(snapshot, before) {
  const { n } = snapshot;
  if (!before || n > before.n + 1) return { ...snapshot, opinions: n, carried: n };
  return { ...snapshot, opinions: before.opinions, carried: before.carried };
}

/**
 * Apply a fact to a state.
 * @param {Snapshot} state
 * @param {Fact} fact
 * @returns {Snapshot | "old" | "unknown"} the next state; `old`: already in it;
 *   `unknown`: a gap, or a fact whose effect only the snapshot tells
 */
export function apply(state, fact) {
  if (fact.n <= state.n) return "old";
  if ((fact.after ?? fact.n - 1) > state.n) return "unknown";
  if (fact.kind === undefined) return { ...state, n: fact.n };
  const known = PAPERS[fact.kind];
  if (known) return known(state, fact);
  const change = CHANGES[fact.kind];
  if (!change || !isKnown(state, fact)) return "unknown";
  return { ...state, n: fact.n, live: change(state.live, fact) };
}

/**
 * A paper has more pages: pages come many a second, so this must not cost a snapshot.
 * What a snapshot alone can tell (the first thumbnail, an end, a new try) does.
 * @param {Snapshot} state
 * @param {any} fact
 * @returns {Snapshot | "unknown"}
 */
function progressed(state, fact) {
  const { document_id: id, state: stage, pages_ready, page_count } = fact;
  const paper = state.documents.find((one) => one.id === id);
  const isEnd = stage === "ready" || stage === "refused";
  if (!paper || isEnd || paper.state === "refused") return "unknown";
  if (pages_ready > 0 && !paper.thumbnail) return "unknown";
  const next = { ...paper, state: stage, pages_ready, page_count };
  const documents = state.documents.map((one) => (one.id === id ? next : one));
  return { ...state, n: fact.n, documents };
}

/**
 * More of a paper's scans have their text; only the numbers change.
 * @param {Snapshot} state
 * @param {any} fact
 * @returns {Snapshot | "unknown"}
 */
function recognised(state, fact) {
  const { document_id: id, recognition, pages_recognised, pages_to_recognise } = fact;
  const paper = state.documents.find((one) => one.id === id);
  if (!paper) return "unknown";
  const next = { ...paper, recognition, pages_recognised, pages_to_recognise };
  const documents = state.documents.map((one) => (one.id === id ? next : one));
  return { ...state, n: fact.n, documents };
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

/**
 * Take papers whose time is over out of a state; the next word of the server brings
 * everything anew.
 * @param {Snapshot} state
 * @param {(paper: import("./messages.js").Paper) => boolean} isOver
 * @returns {Snapshot}
 */
export function without(state, isOver) {
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
