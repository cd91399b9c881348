/** Cache elements while the values they show are unchanged. */

export class ElementCache {
  /** @type {Map<string, {signature: string, element: HTMLElement}>} */
  #previous = new Map();
  /** @type {Map<string, {signature: string, element: HTMLElement}>} */
  #current = new Map();

  /**
   * Return the cached element of `key`, or build it if its values have changed.
   * @param {string} key
   * @param {unknown} shown
   * @param {() => HTMLElement} build
   * @returns {HTMLElement}
   */
  get(key, shown, build) {
    const signature = JSON.stringify(shown);
    const old = this.#previous.get(key);
    const line = old?.signature === signature ? old : { signature, element: build() };
    this.#current.set(key, line);
    return line.element;
  }

  /** Forget what this drawing did not use. */
  evictUnused() {
    this.#previous = this.#current;
    this.#current = new Map();
  }
}

/**
 * Fill `container` and keep the focus that was in it. Building moves cached elements,
 * which takes the focus from them: so it is noted before. What may have the focus and
 * be rebuilt carries the same `data-focus`.
 * @param {HTMLElement} container
 * @param {() => HTMLElement[]} build
 */
export function replaceKeepingFocus(container, build) {
  const before = document.activeElement;
  const focused =
    before instanceof HTMLElement && container.contains(before) ? before : null;
  container.replaceChildren(...build());
  if (!focused || document.activeElement === focused) return;
  const name = focused.dataset.focus;
  const restored = focused.isConnected
    ? focused
    : name && container.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  if (restored instanceof HTMLElement) restored.focus({ preventScroll: true });
}
