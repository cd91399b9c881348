/**
 * The state as the hall may see it, made of an operator's, for previews; and with the
 * announcements to the site of a screen. Pure.
 */

const SHOWN_VISIBILITIES = new Set(["everyone", "delegates"]);
const SHOWN_VOTES = new Set(["open", "closed", "announced"]);

/**
 * An operator sees drafts, internal items and results before they are announced; a
 * preview shows none of them. The server sends a hall screen none of them.
 * @param {any} state
 */
export function asHallSees(state) {
  const items = visibleItems(state.items);
  const ids = new Set(items.map(({ id }) => id));
  const documents = state.documents.filter(
    (/** @type {any} */ paper) =>
      paper.publication === "published" && ids.has(paper.item_id),
  );
  const isShown = documents.some(
    (/** @type {any} */ { id }) => id === state.live.document_id,
  );
  const live = {
    ...state.live,
    item_id: ids.has(state.live.item_id) ? state.live.item_id : null,
    document_id: isShown ? state.live.document_id : null,
  };
  return {
    ...state,
    items,
    documents,
    live,
    votes: visibleVotes(state.votes ?? [], ids),
  };
}

/**
 * Add what is announced at a screen's own site only.
 * @param {any} state
 * @param {any[]} announcements
 */
export function withSiteTexts(state, announcements) {
  if (!announcements.length) return state;
  return {
    ...state,
    announcements: [...(state.announcements ?? []), ...announcements],
  };
}

/**
 * @param {any[]} items
 * @returns {any[]} an item hides its sub-items
 */
function visibleItems(items) {
  const own = items.filter(({ visibility }) => SHOWN_VISIBILITIES.has(visibility));
  const ids = new Set(own.map(({ id }) => id));
  return own.filter(({ parent_id: parent }) => parent === null || ids.has(parent));
}

/**
 * @param {any[]} votes
 * @param {Set<number>} items
 */
function visibleVotes(votes, items) {
  return votes
    .filter(
      ({ state, item_id: item }) =>
        SHOWN_VOTES.has(state) && (item === null || items.has(item)),
    )
    .map((vote) => (vote.state === "announced" ? vote : { ...vote, result: null }));
}
