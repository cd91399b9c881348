/** One's own notices: read all, or read one by opening it. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<any>} */
export class NoticeListController extends Controller {
  /** @override */
  start() {
    const read = this.element.querySelector('[data-target="read"]');
    if (read) this.on(read, "click", () => this.#readAll());
    this.on(this.element, "click", (event) => {
      const link = event.target.closest?.("[data-notice]");
      if (link) this.#open(event, link);
    });
  }

  /** @param {number[]} ids */
  async #read(ids) {
    await post(addresses.noticesOwnRead(), { ids });
  }

  async #readAll() {
    /** @type {NodeListOf<HTMLElement>} */
    const found = this.element.querySelectorAll("[data-unread]");
    const unread = [...found];
    try {
      await this.#read(unread.map((one) => Number(one.dataset.unread)));
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }

  /**
   * @param {MouseEvent} event
   * @param {HTMLAnchorElement} link
   */
  async #open(event, link) {
    event.preventDefault();
    try {
      await this.#read([Number(link.dataset.notice)]);
    } catch {
      // It stays unread; what it leads to opens all the same.
    }
    location.assign(link.href);
  }
}
