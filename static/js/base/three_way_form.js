/**
 * Form values with concurrent changes: `base` (when opened), `mine` (edited) and
 * `theirs` (saved by someone else since). Never discards edits without a choice. Draws
 * nothing.
 */

/**
 * @typedef {Record<string, any>} FieldValues
 * @typedef {{theirs: FieldValues, revision: number, by: string}} RemoteVersion
 */

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class ThreeWayForm {
  /** @type {RemoteVersion | null} version saved by someone else, until the user chooses */
  other = null;

  /**
   * @param {FieldValues} base current values
   * @param {number} revision
   */
  constructor(base, revision) {
    this.base = { ...base };
    this.mine = { ...base };
    this.revision = revision;
  }

  get isDirty() {
    return !isEqual(this.base, this.mine);
  }

  /**
   * Type something.
   * @param {FieldValues} values
   */
  setFields(values) {
    this.mine = { ...this.mine, ...values };
  }

  /**
   * Receive the current values. An unedited form takes them over; so do fields I
   * have not touched follows as well; what both of us changed waits for my choice.
   * @param {FieldValues} theirs
   * @param {number} revision
   * @param {string} [by]
   * @returns {"same" | "followed" | "conflict"}
   */
  receive(theirs, revision, by = "") {
    if (revision <= this.revision) return this.other ? "conflict" : "same";
    const conflicts = this.#conflicts(theirs);
    if (conflicts.length > 0) {
      const name = by || (this.other?.revision === revision ? this.other.by : "");
      this.other = { theirs, revision, by: name };
      return "conflict";
    }
    this.mine = this.#merged(theirs);
    this.#settle(theirs, revision);
    return "followed";
  }

  /** Keep what I typed; what I did not touch becomes theirs. */
  keepMine() {
    if (!this.other) return;
    this.mine = this.#merged(this.other.theirs);
    this.#settle(this.other.theirs, this.other.revision);
  }

  /** Drop what I typed and go on from theirs. */
  takeTheirs() {
    if (!this.other) return;
    this.mine = { ...this.other.theirs };
    this.#settle(this.other.theirs, this.other.revision);
  }

  /**
   * The values are saved on the server.
   * @param {number} revision
   */
  saved(revision) {
    this.#settle(this.mine, revision);
  }

  /**
   * Name what both of us changed, and differently.
   * @param {FieldValues} theirs
   * @returns {string[]}
   */
  #conflicts(theirs) {
    return Object.keys(this.base).filter(
      (name) =>
        !isEqual(this.mine[name], this.base[name]) &&
        !isEqual(theirs[name], this.base[name]) &&
        !isEqual(theirs[name], this.mine[name]),
    );
  }

  /** @param {FieldValues} theirs */
  #merged(theirs) {
    /** @type {FieldValues} */
    const merged = {};
    for (const name of Object.keys(this.base)) {
      const isEdited = !isEqual(this.mine[name], this.base[name]);
      merged[name] = isEdited ? this.mine[name] : theirs[name];
    }
    return merged;
  }

  /**
   * @param {FieldValues} base
   * @param {number} revision
   */
  #settle(base, revision) {
    this.base = { ...base };
    this.revision = revision;
    this.other = null;
  }
}
