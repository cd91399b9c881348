import { installFocusRestore } from "./focus_restore.js";
import { noticePresses } from "./press.js";
import { localiseValidation } from "./validation_messages.js";

/**
 * Behaviour for server-rendered elements: `data-controller="name"` gets an object,
 * `data-target="x"` inside it is found with `this.target("x")`.
 * @template C
 */
export class Controller {
  #ending = new AbortController();

  /**
   * @param {HTMLElement} element
   * @param {C} context what the screen shares with its controllers
   */
  constructor(element, context) {
    this.element = element;
    this.context = context;
  }

  /** Start; overridden by each controller. Called after all fields are initialised. */
  start() {}

  /** Stop listening. */
  stop() {
    this.#ending.abort();
  }

  /**
   * Find one named part of the element.
   * @param {string} name
   * @returns {HTMLElement}
   */
  target(name) {
    const found = this.element.querySelector(`[data-target="${name}"]`);
    if (!(found instanceof HTMLElement)) throw new Error(`no target ${name}`);
    return found;
  }

  /**
   * Listen until the controller stops.
   * @param {EventTarget} source
   * @param {string} type
   * @param {(event: any) => void} listener
   * @param {AddEventListenerOptions} [options]
   */
  on(source, type, listener, options = {}) {
    source.addEventListener(type, listener, {
      ...options,
      signal: this.#ending.signal,
    });
  }
}

/**
 * Give every `data-controller` element below `root` its controller.
 * @template C
 * @param {Record<string, new (element: HTMLElement, context: C) => Controller<any>>} table
 * @param {C} context
 * @param {ParentNode} [root]
 */
export function attach(table, context, root = document) {
  installFocusRestore();
  noticePresses();
  if (root === document) localiseValidation();
  for (const element of root.querySelectorAll("[data-controller]")) {
    const Kind = table[element.getAttribute("data-controller") ?? ""];
    if (Kind && element instanceof HTMLElement) new Kind(element, context).start();
  }
}
