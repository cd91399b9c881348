/**
 * Detect changes of a document's reading policy (watermark, offline copy). Images
 * loaded before the change are then outdated.
 *
 * @typedef {{id: number, is_marked: boolean, is_kept: boolean}} Handling
 */

export class PolicyWatcher {
  /** @type {Map<number, string>} */
  #known = new Map();

  /**
   * Take the current documents; return those whose policy has changed.
   * @param {readonly Handling[]} papers
   * @returns {number[]}
   */
  changed(papers) {
    const now = new Map(
      papers.map(({ id, is_marked, is_kept }) => [id, `${is_marked} ${is_kept}`]),
    );
    const changed = [...now].filter(([id, way]) => {
      const before = this.#known.get(id);
      return before !== undefined && before !== way;
    });
    this.#known = now;
    return changed.map(([id]) => id);
  }
}
