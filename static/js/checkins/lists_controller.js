/** The attendance list of a site, or of the whole meeting, as PDF and as a sheet. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { listWords } from "./list_words.js";

const LOOK_AGAIN_MS = 1500;

/** @extends {Controller<{figures: import("./figures.js").Figures, meetingId: number}>} */
export class ListsController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    this.on(this.target("make"), "click", () => this.#make());
    if (this.#fixed) {
      this.#look();
      return;
    }
    this.on(this.context.figures, "changed", () => this.#draw());
    this.on(this.target("site"), "change", () => this.#look());
  }

  /** What the page itself names: "all" sites. */
  get #fixed() {
    return this.element.dataset.site ?? "";
  }

  get #site() {
    if (this.#fixed) return this.#fixed;
    return /** @type {HTMLSelectElement} */ (this.target("site")).value;
  }

  #draw() {
    const sites = this.context.figures.roll?.sites ?? [];
    const sign = JSON.stringify(sites.map(({ id, name }) => [id, name]));
    if (sign === this.#drawn) return;
    this.#drawn = sign;
    this.target("site").replaceChildren(
      ...sites.map(({ id, name }) =>
        el("option", { value: String(id ?? 0) }, name || t("Không thuộc điểm cầu")),
      ),
    );
    this.#look();
  }

  async #make() {
    const site = this.#fixed || Number(this.#site);
    try {
      await post(addresses.checkinsBegin(this.context.meetingId), { site });
    } catch (error) {
      sayError(error);
    }
    await this.#look();
  }

  async #look() {
    const site = this.#site;
    if (!site) return;
    try {
      const url = addresses.checkinsState(this.context.meetingId);
      const answer = await get(withQuery(url, { site }));
      if (site === this.#site) this.#show(answer, site);
    } catch (error) {
      // What stood there stays; whoever presses again looks again.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /**
   * @param {import("./list_words.js").ListProgress} list
   * @param {string} site
   */
  #show(list, site) {
    const { state } = list;
    const make = /** @type {HTMLButtonElement} */ (this.target("make"));
    make.disabled = state === "running";
    make.textContent = listWords(list);
    const file = addresses.checkinsTake(this.context.meetingId);
    for (const kind of ["pdf", "xlsx"]) {
      const link = /** @type {HTMLAnchorElement} */ (this.target(kind));
      link.hidden = state !== "ready";
      link.href = withQuery(file, { site, kind });
    }
    if (state === "running") setTimeout(() => this.#look(), LOOK_AGAIN_MS);
  }
}
