/** Facts in the text compared with those gathered last. */

import { contentDigest } from "./fact_digest.js";

/**
 * @typedef {{key: string, label: string, detail: string, digest: string,
 *   content: import("./fact_digest.js").Node[]}} FactBlock as the worker gathered it
 * @typedef {object} FactState
 * @property {string} key
 * @property {number} from where it stands in the text
 * @property {number} to
 * @property {boolean} isEdited somebody has written in it
 * @property {FactBlock | null} newer newer than what was inserted
 */

/** Digests of contents that have not changed. @type {WeakMap<object, string>} */
const known = new WeakMap();

/** @param {import("prosemirror-model").Node} node */
function digestOf(node) {
  let digest = known.get(node);
  if (!digest) {
    digest = contentDigest(node.toJSON().content ?? []);
    known.set(node, digest);
  }
  return digest;
}

/**
 * @param {import("prosemirror-model").Node} doc
 * @param {FactBlock[]} blocks
 * @returns {FactState[]} in the order of the text
 */
export function factStates(doc, blocks) {
  const gathered = new Map(blocks.map((block) => [block.key, block]));
  /** @type {FactState[]} */
  const states = [];
  doc.descendants((node, position) => {
    if (node.type.name !== "fact") return true;
    const { key, digest } = node.attrs;
    const block = gathered.get(key) ?? null;
    states.push({
      key,
      from: position,
      to: position + node.nodeSize,
      isEdited: digestOf(node) !== digest,
      newer: block && block.digest !== digest ? block : null,
    });
    return false;
  });
  return states;
}
