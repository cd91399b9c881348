/**
 * Two stacked layers: the next scene is drawn and its pictures decoded in the one behind,
 * then both change places within one frame. Nothing moves and nothing flickers.
 */

import { fitScene } from "./scenes/parts.js";

/** @typedef {import("./types.js").DrawnScene} DrawnScene */
/** @typedef {import("./types.js").SceneView} SceneView */

/** After so long a scene is shown with what has come of it, in milliseconds. */
const DECODE_MS = 8000;

/**
 * Resolve when all pictures can be painted at once; reject if one cannot.
 * @param {HTMLElement} element
 */
export async function decodePictures(element) {
  const pictures = [...element.querySelectorAll("img")].map((image) => image.decode());
  const films = [...element.querySelectorAll("video")].map(firstFrame);
  const late = new Promise((resolve) => setTimeout(resolve, DECODE_MS));
  await Promise.race([Promise.all([...pictures, ...films]), late]);
}

/**
 * @param {HTMLVideoElement} film
 * @returns {Promise<void>}
 */
function firstFrame(film) {
  if (film.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve();
  return new Promise((resolve, reject) => {
    film.addEventListener("loadeddata", () => resolve(), { once: true });
    film.addEventListener("error", () => reject(film.error), { once: true });
  });
}

export class SceneSwitcher {
  #wantedKey = "";
  #shownKey = "";
  /** @type {DrawnScene | null} */
  #shown = null;
  /** @type {DrawnScene | null} */
  #next = null;
  #front = 0;
  #fitted = "";

  /**
   * @param {HTMLElement[]} layers two
   * @param {(key: string) => void} onShown called in the frame of the change
   * @param {(key: string, error: unknown) => void} onFailed the scene before stays
   * @param {(element: HTMLElement) => Promise<unknown>} [decode]
   * @param {(element: HTMLElement) => void} [fit]
   */
  constructor(layers, onShown, onFailed, decode = decodePictures, fit = fitScene) {
    this.layers = layers;
    this.onShown = onShown;
    this.onFailed = onFailed;
    this.decode = decode;
    this.fit = fit;
  }

  /**
   * @param {string} key of the scene; the same is updated
   * @param {() => DrawnScene | null} draw null: nothing, what is below the layers shows
   * @param {SceneView} view
   */
  async show(key, draw, view) {
    if (key === this.#wantedKey) return this.#update(key, view);
    this.#wantedKey = key;
    this.#next = null;
    if (key === this.#shownKey) return this.#update(key, view);
    try {
      await this.#draw(key, draw, view);
    } catch (error) {
      this.#fail(key, error);
    }
  }

  /**
   * @param {string} key
   * @param {() => DrawnScene | null} draw
   * @param {SceneView} view
   */
  async #draw(key, draw, view) {
    const drawn = draw();
    this.#next = drawn;
    drawn?.update?.(view);
    if (drawn) await this.#prepare(drawn.element);
    // Another scene may have been wanted meanwhile.
    if (this.#wantedKey === key && this.#next === drawn) this.#swap(key, drawn);
  }

  /**
   * @param {string} key
   * @param {SceneView} view
   */
  #update(key, view) {
    const drawn = key === this.#shownKey ? this.#shown : this.#next;
    if (!drawn?.update) return;
    drawn.update(view);
    // Laying out is dear: not at each tick, only after the state has changed.
    const { state, facts } = view;
    const fitted = `${state?.n} ${Boolean(facts)}`;
    if (drawn !== this.#shown || fitted === this.#fitted) return;
    this.#fitted = fitted;
    this.fit(drawn.element);
  }

  /**
   * @param {string} key
   * @param {unknown} error
   */
  #fail(key, error) {
    if (this.#wantedKey !== key) return;
    this.#wantedKey = this.#shownKey;
    this.onFailed(key, error);
  }

  /** @param {HTMLElement} element */
  async #prepare(element) {
    this.#layer(1).replaceChildren(element);
    await this.decode(element);
    this.fit(element);
  }

  /** @param {number} behind 0: the one in front */
  #layer(behind) {
    return /** @type {HTMLElement} */ (this.layers[(this.#front + behind) % 2]);
  }

  /**
   * @param {string} key
   * @param {DrawnScene | null} drawn
   */
  #swap(key, drawn) {
    const before = this.#layer(0);
    delete before.dataset.front;
    if (drawn) {
      this.#front = (this.#front + 1) % 2;
      this.#layer(0).dataset.front = "";
    }
    this.#shown = drawn;
    this.#shownKey = key;
    this.#next = null;
    this.onShown(key);
    // A film that is not seen any more must not be heard.
    before.replaceChildren();
  }
}
