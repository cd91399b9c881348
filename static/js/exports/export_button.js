/** Button that requests an export and shows its progress, beside links to the files. */

import { ExportPoller, isBusy } from "./export_poller.js";

/** @typedef {import("./export_poller.js").Export} Export */
/**
 * @typedef {object} ExportLabels
 * @property {string} start there is none yet
 * @property {(done: number, total: number) => string} running
 * @property {string} failed
 * @property {string} again it is ready and can be made again
 * @property {(total: number) => string} [take] the link; without it the page's own words
 */

export class ExportButton {
  /**
   * @param {HTMLElement} make
   * @param {HTMLElement[]} links to the files
   * @param {() => import("../base/address_builder.js").GetAddress} stateUrl
   * @param {ExportLabels} labels
   * @param {{isRepeatable?: boolean, onDraw?: (found: Export) => void}} [options]
   *   it may be made again while up to date; what else shows its state
   */
  constructor(
    make,
    links,
    stateUrl,
    labels,
    { isRepeatable = false, onDraw = () => {} } = {},
  ) {
    this.make = /** @type {HTMLButtonElement} */ (make);
    this.links = links;
    this.labels = labels;
    this.isRepeatable = isRepeatable;
    this.onDraw = onDraw;
    this.poller = new ExportPoller(stateUrl, (found) => this.#draw(found));
  }

  /** @param {Parameters<ExportPoller["send"]>} request */
  begin(...request) {
    return this.poller.send(...request);
  }

  refresh() {
    return this.poller.refresh();
  }

  /** @param {Export} found */
  #draw(found) {
    this.onDraw(found);
    const isCurrent = found.state === "ready" && !found.is_old;
    this.make.hidden = isCurrent && !this.isRepeatable;
    this.make.disabled = isBusy(found);
    this.make.textContent = this.#label(found);
    for (const link of this.links) {
      link.hidden = !isCurrent;
      if (this.labels.take) link.textContent = this.labels.take(found.total);
    }
  }

  /** @param {Export} found */
  #label(found) {
    const { start, running, failed, again } = this.labels;
    if (isBusy(found)) return running(found.done, found.total);
    return { failed, ready: again }[found.state] ?? start;
  }
}
