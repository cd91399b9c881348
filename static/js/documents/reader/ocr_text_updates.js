/** Load the text of scans recognised after their page was shown. */

/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("../../live/messages.js").MeetingDocument} MeetingDocument */

/**
 * Fetch the words of visible documents that were recognised meanwhile.
 * @param {Reader} reader
 * @param {Iterable<MeetingDocument>} papers
 */
export async function fetchOcrText(reader, papers) {
  const held = new Set(reader.pool.frames.map((frame) => frame.position.document));
  for (const paper of papers) {
    if (!held.has(paper.id) || !reader.pageIndex.lacksWords(paper)) continue;
    try {
      await reader.pageIndex.load(paper.id);
    } catch {
      // The next fact or the next page tries again.
      continue;
    }
    for (const frame of reader.pool.frames) giveWords(reader, frame);
    reader.visiblePages.lay();
  }
}

/**
 * @param {Reader} reader
 * @param {import("./page_frame.js").PageFrame} frame
 */
function giveWords(reader, frame) {
  const page = reader.pageIndex.page(frame.position);
  if (!page || !frame.info || frame.info.words === page.words) return;
  frame.info = { ...frame.info, words: page.words };
}
