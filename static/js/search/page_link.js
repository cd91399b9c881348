/** Open the page named in the address fragment, which is never sent to the server. */

import { searchServer } from "./search_client.js";
import { SearchSession } from "./search_session.js";

/** @typedef {import("../pagesync/room.js").Room} Room */

/**
 * Parse the position in an address fragment, if there is one.
 * @param {string} hash
 */
export function parsePageLink(hash) {
  const named = new URLSearchParams(hash.replace(/^#/, ""));
  const [document, page] = [named.get("document"), named.get("page") ?? "1"].map(
    Number,
  );
  if (!document || !Number.isInteger(document)) return null;
  const find = named.get("find") ?? "";
  return { document, page: Number.isInteger(page) ? Number(page) : 1, find };
}

/**
 * Open the named position once the meeting's documents are known.
 * @param {Room} room
 */
export function land(room) {
  const named = parsePageLink(location.hash);
  if (!named) return;
  history.replaceState(null, "", location.pathname);
  let isThere = false;
  room.watch(() => {
    if (isThere || !room.paper(named.document)) return;
    isThere = true;
    room.choose({ document: named.document, page: named.page });
    mark(room, named.find);
  });
}

/**
 * @param {Room} room
 * @param {string} words
 */
async function mark(room, words) {
  const session = new SearchSession(searchServer, () => {});
  await session.search(words);
  room.reader.visiblePages.searchHighlight.want(session.marks);
}
