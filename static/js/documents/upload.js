/**
 * Upload queue: a few files at a time, each with progress and error. The transport is
 * passed in. Draws nothing.
 */

/** More at once would not be faster, only less clear. */
const PARALLEL_UPLOADS = 2;

/**
 * @typedef {"waiting" | "sending" | "kept" | "failed"} UploadState
 * @typedef {(file: File, itemId: number | null, progress: (part: number) => void,
 *   replaces: number | null) => Promise<number>} Send sends a file and returns the
 *   paper's id
 */

export class Upload {
  /** @type {UploadState} */
  state = "waiting";
  /** How much has been sent, from 0 to 1. */
  part = 0;
  /** Why it failed, in words. */
  message = "";
  /** @type {number | null} id of the created document */
  paper = null;

  /**
   * @param {number} id
   * @param {File} file
   * @param {number | null} itemId
   * @param {number | null} replaces the document it is a new version of
   */
  constructor(id, file, itemId, replaces) {
    this.id = id;
    this.file = file;
    this.itemId = itemId;
    this.replaces = replaces;
  }

  get percent() {
    return Math.floor(this.part * 100);
  }
}

export class Uploads {
  /** @type {Upload[]} */
  #list = [];
  #next = 1;

  /**
   * @param {Send} send
   * @param {() => void} changed
   */
  constructor(send, changed) {
    this.send = send;
    this.changed = changed;
  }

  get isBusy() {
    return this.#list.some(({ state }) => state === "waiting" || state === "sending");
  }

  /**
   * Uploads of an item (null: unassigned), until their documents appear.
   * @param {number | null} itemId
   */
  of(itemId) {
    return this.#list.filter((upload) => upload.itemId === itemId);
  }

  /**
   * @param {Iterable<File>} files
   * @param {number | null} itemId
   * @param {number | null} [replaces] the document they are a new version of
   */
  add(files, itemId, replaces = null) {
    for (const file of files) {
      this.#list.push(new Upload(this.#next++, file, itemId, replaces));
    }
    this.#go();
  }

  /** @param {Upload} upload */
  retry(upload) {
    if (upload.state !== "failed") return;
    Object.assign(upload, { state: "waiting", part: 0, message: "" });
    this.#go();
  }

  /** @param {Upload} upload a failed one that is not wanted any more */
  forget(upload) {
    if (upload.state === "sending") return;
    this.#list = this.#list.filter((other) => other !== upload);
    this.changed();
  }

  /**
   * Remove uploads whose documents are on the screen.
   * @param {ReadonlySet<number>} papers
   */
  removeFinished(papers) {
    this.#list = this.#list.filter(
      ({ state, paper }) => state !== "kept" || paper === null || !papers.has(paper),
    );
  }

  /** An item was taken away: what was meant for it goes to the pile. */
  moveOrphans(/** @type {ReadonlySet<number>} */ items) {
    for (const upload of this.#list) {
      if (upload.itemId !== null && !items.has(upload.itemId)) upload.itemId = null;
    }
  }

  #go() {
    const sending = this.#list.filter(({ state }) => state === "sending").length;
    const waiting = this.#list.filter(({ state }) => state === "waiting");
    for (const upload of waiting.slice(0, PARALLEL_UPLOADS - sending))
      this.#start(upload);
    this.changed();
  }

  /** @param {Upload} upload */
  async #start(upload) {
    upload.state = "sending";
    try {
      const progress = (/** @type {number} */ part) => {
        upload.part = part;
        this.changed();
      };
      const { file, itemId, replaces } = upload;
      upload.paper = await this.send(file, itemId, progress, replaces);
      upload.state = "kept";
    } catch (error) {
      upload.state = "failed";
      upload.message = /** @type {Error} */ (error).message;
    }
    this.#go();
  }
}
