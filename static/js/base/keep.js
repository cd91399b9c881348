/** Elements drawn before, kept for as long as what they show is the same. */

export class Keep {
  /** @type {Map<string, {sign: string, element: HTMLElement}>} */
  #kept = new Map();
  /** @type {Map<string, {sign: string, element: HTMLElement}>} */
  #used = new Map();

  /**
   * Return the element kept under `key`, or build it where what it shows has changed.
   * @param {string} key
   * @param {unknown} shown
   * @param {() => HTMLElement} build
   * @returns {HTMLElement}
   */
  get(key, shown, build) {
    const sign = JSON.stringify(shown);
    const old = this.#kept.get(key);
    const line = old?.sign === sign ? old : { sign, element: build() };
    this.#used.set(key, line);
    return line.element;
  }

  /** Forget what this drawing did not use. */
  sweep() {
    this.#kept = this.#used;
    this.#used = new Map();
  }
}

/**
 * Put `children` into `place` without losing the focus that was in it. What may have
 * the focus and be drawn anew carries the same `data-focus`.
 * @param {HTMLElement} place
 * @param {HTMLElement[]} children
 */
export function fill(place, children) {
  const before = document.activeElement;
  const had = before instanceof HTMLElement && place.contains(before) ? before : null;
  place.replaceChildren(...children);
  if (!had || document.activeElement === had) return;
  const name = had.dataset.focus;
  const again = had.isConnected
    ? had
    : name && place.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
