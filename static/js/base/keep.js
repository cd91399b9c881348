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
 * Fill `place` without losing the focus that was in it. Building moves kept elements,
 * which takes the focus from them: so it is noted before. What may have the focus and
 * be drawn anew carries the same `data-focus`.
 * @param {HTMLElement} place
 * @param {() => HTMLElement[]} build
 */
export function fill(place, build) {
  const before = document.activeElement;
  const had = before instanceof HTMLElement && place.contains(before) ? before : null;
  place.replaceChildren(...build());
  if (!had || document.activeElement === had) return;
  const name = had.dataset.focus;
  const again = had.isConnected
    ? had
    : name && place.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
