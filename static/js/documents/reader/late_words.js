/** Words that come after their page: a scan is shown at once, and read later. */

/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("../../live/messages.js").Paper} Paper */

/**
 * Fetch the words of the papers on screen that were read meanwhile.
 * @param {Reader} reader
 * @param {Iterable<Paper>} papers
 */
export async function fetchLateWords(reader, papers) {
  const held = new Set(reader.pool.frames.map((frame) => frame.place.document));
  for (const paper of papers) {
    if (!held.has(paper.id) || !reader.book.lacksWords(paper)) continue;
    try {
      await reader.book.load(paper.id);
    } catch {
      // The next fact or the next page tries again.
      continue;
    }
    for (const frame of reader.pool.frames) giveWords(reader, frame);
    reader.front.lay();
  }
}

/**
 * @param {Reader} reader
 * @param {import("./frame.js").Frame} frame
 */
function giveWords(reader, frame) {
  const page = reader.book.page(frame.place);
  if (!page || !frame.info || frame.info.words === page.words) return;
  frame.info = { ...frame.info, words: page.words };
}
