/**
 * Digest of a fact's content, by which an edit is recognised: the same as the server's
 * (kiosk/minutes/facts/digest.py). Default attributes and split texts do not change it.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * @typedef {{type: string, attrs?: Record<string, unknown>, content?: Node[],
 *   text?: string, marks?: {type: string}[]}} Node ProseMirror JSON
 */

const DIGITS = 16;
/** Attributes that are seen, with their defaults. @type {[string, unknown][]} */
const SEEN = [
  ["level", null],
  ["order", 1],
  ["style", "numbers"],
  ["colspan", 1],
  ["rowspan", 1],
];

/** @param {Node} node @returns {unknown[]} */
function outline(node) {
  const given = node.attrs ?? {};
  const attrs = SEEN.filter(
    ([name, normal]) =>
      given[name] !== undefined && given[name] !== null && given[name] !== normal,
  ).map(([name]) => [name, given[name]]);
  return [node.type, attrs, contentOf(node.content ?? [])];
}

/** @param {Node} node */
const marksOf = (node) => (node.marks ?? []).map(({ type }) => type).sort();

/** @param {Node[]} nodes @returns {unknown[]} */
function contentOf(nodes) {
  /** @type {{text?: string, marks?: string[], outline?: unknown[]}[]} */
  const found = [];
  for (const node of nodes) {
    if (node.type !== "text") {
      found.push({ outline: outline(node) });
      continue;
    }
    const marks = marksOf(node);
    const last = found.at(-1);
    // Pieces with the same marks are one text.
    if (last?.marks && String(last.marks) === String(marks))
      last.text += node.text ?? "";
    else found.push({ text: node.text ?? "", marks });
  }
  return found.map(
    ({ text, marks, outline: node }) => node ?? [String(text).normalize("NFC"), marks],
  );
}

/**
 * @param {Node[]} nodes
 * @returns {string} 16 hexadecimal digits
 */
export function contentDigest(nodes) {
  const written = JSON.stringify(nodes.map(outline));
  return bytesToHex(sha256(utf8ToBytes(written))).slice(0, DIGITS);
}
