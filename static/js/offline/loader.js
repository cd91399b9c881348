/**
 * Loads the meeting's papers ahead, a few at a time, when the server gives this tablet
 * its turn. What is there already is not loaded again; the worker sees that each part is
 * what it says it is.
 */

import * as addresses from "../base/addresses.js";
import { ApiError } from "../base/api.js";

/** @typedef {import("./vault.js").Vault} Vault */
/** @typedef {[sha: string, bytes: number]} Part */
/**
 * @typedef {{id: number, readable_until: string | null, bytes: number,
 *   page_count: number,
 *   pages: {number: number, images: Part[], words: Part | null}[]}} Paper
 * @typedef {{lease_seconds: number, batch_bytes: number, bytes: number,
 *   papers: Paper[]}} Manifest
 * @typedef {{path: string, bytes: number}} Piece
 * @typedef {object} Server
 * @property {(bytes: number) => Promise<{wait: number, granted: boolean}>} turn
 * @property {(path: string) => Promise<number>} keep has the worker keep what lies at an
 *   address; the status it answers with
 * @property {(ms: number) => Promise<unknown>} pause
 */

const KEPT = 204;
const SPOILED = 409;
const FULL = 507;
const AT_ONCE = 3;

/** This device has no room for more. */
export class Full extends Error {}

/**
 * Tell whether pages of a paper were still being drawn when the list was made.
 * @param {Pick<Paper, "pages" | "page_count">} paper
 */
export function isPartial({ pages, page_count: count }) {
  return pages.length < count;
}

/**
 * @param {number} meetingId
 * @param {number} id
 * @param {Part} words
 * @returns {Piece}
 */
function wordsPiece(meetingId, id, [sha, bytes]) {
  return { path: addresses.documentsReadingWords(meetingId, id, sha), bytes };
}

/**
 * Name everything a paper consists of.
 * @param {number} meetingId
 * @param {Pick<Paper, "id" | "pages">} paper
 * @returns {Piece[]}
 */
export function piecesOf(meetingId, { id, pages }) {
  const pieces = pages.flatMap(({ images, words }) => [
    ...images.map(([sha, bytes]) => ({
      path: addresses.documentsReadingImage(meetingId, id, sha),
      bytes,
    })),
    ...(words ? [wordsPiece(meetingId, id, words)] : []),
  ]);
  // Two pages that look the same are one file.
  return [...new Map(pieces.map((piece) => [piece.path, piece])).values()];
}

/**
 * Part what is to be fetched into turns.
 * @param {Piece[]} pieces
 * @param {number} most bytes of a turn
 * @returns {Piece[][]}
 */
export function turnsOf(pieces, most) {
  /** @type {Piece[][]} */
  const turns = [];
  let size = Infinity;
  for (const piece of pieces) {
    if (size + piece.bytes > most) {
      turns.push([]);
      size = 0;
    }
    turns.at(-1)?.push(piece);
    size += piece.bytes;
  }
  return turns;
}

export class Loader {
  /**
   * @param {Vault} vault
   * @param {Server} server
   * @param {number} meetingId
   */
  constructor(vault, server, meetingId) {
    this.vault = vault;
    this.server = server;
    this.meetingId = meetingId;
  }

  /**
   * Tell whether nothing is missing of a paper as the list has it.
   * @param {Paper} paper
   */
  async isLoaded(paper) {
    const cache = await this.vault.paper(paper.id);
    const note = cache && (await this.vault.paperNote(cache));
    return note?.sign === JSON.stringify(paper);
  }

  /**
   * Fetch what is missing of a paper, and let go of what is no part of it any more.
   * @param {Paper} paper
   * @param {number} most bytes of a turn
   * @param {() => boolean} isWanted asked again and again; false ends it
   * @returns {Promise<boolean>} whether the paper is whole
   * @throws {Full} where the device has no room
   * @throws {ApiError} where the server refuses or does not answer
   */
  async load(paper, most, isWanted) {
    const list = addresses.documentsReadingPages(this.meetingId, paper.id);
    const until = paper.readable_until;
    const cache = await this.vault.notePaper(paper.id, { until, sign: "" });
    await this.#keep(list);
    const pieces = piecesOf(this.meetingId, paper);
    const wanted = new Set([
      /** @type {string} */ (list),
      ...pieces.map(({ path }) => path),
    ]);
    const had = new Set(await this.vault.paths(cache));
    for (const path of had) {
      if (!wanted.has(path)) await cache.delete(path, { ignoreVary: true });
    }
    const missing = pieces.filter(({ path }) => !had.has(path));
    for (const turn of turnsOf(missing, most)) {
      if (!(await this.#fetch(turn, isWanted))) return false;
    }
    if (!isWanted()) return false;
    const sign = JSON.stringify(paper);
    await this.vault.notePaper(paper.id, { until, sign, isPartial: isPartial(paper) });
    return true;
  }

  /**
   * @param {Piece[]} pieces of one turn
   * @param {() => boolean} isWanted
   */
  async #fetch(pieces, isWanted) {
    const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    for (let isGranted = false; !isGranted; ) {
      const turn = await this.server.turn(bytes);
      isGranted = turn.granted;
      await this.server.pause(turn.wait * 1000);
      if (!isWanted()) return false;
    }
    const left = [...pieces];
    const next = async () => {
      for (let piece = left.shift(); piece && isWanted(); piece = left.shift()) {
        await this.#keep(piece.path);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    return isWanted();
  }

  /** @param {string} path */
  async #keep(path) {
    let status = await this.server.keep(path);
    // It came otherwise than it left: once more.
    if (status === SPOILED) status = await this.server.keep(path);
    if (status === FULL) throw new Full();
    if (status !== KEPT) throw new ApiError(status, "not_kept", "");
  }
}
