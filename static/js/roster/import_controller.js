/** Bringing a list in: the file, what it would change, yes or no, and that it is done. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { get, post, send } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";
import { drawPreview } from "./preview.js";
import { drawBusy, drawDone, drawRefused } from "./stages.js";

/**
 * @typedef {import("./preview.js").Preview} Preview
 * @typedef {import("./preview.js").Choice} Choice
 * @typedef {{new: number, changed: number, same: number, duplicate: number,
 *   wrong: number, left_out: number, absent: number}} Counts
 * @typedef {{phase: string, draft: string, turn: number, file_name: string,
 *   rows: number, counts: Counts, choice: Choice, message: string,
 *   preview: Preview | null}} State
 */

const LOOK_AGAIN_MS = 700;
/** The server takes no more; to say so before sending saves the wait. */
const MOST_BYTES = 20_000_000;

/** @extends {Controller<{meetingId: number}>} */
export class ImportController extends Controller {
  /** @type {State | null} */
  #state = null;
  #drawn = "";

  /** @override */
  start() {
    const file = /** @type {HTMLInputElement} */ (this.target("file"));
    this.on(file, "change", () => {
      const [chosen] = file.files ?? [];
      if (chosen) this.#bring(chosen);
      file.value = "";
    });
    this.#look();
  }

  /** @param {File} file */
  async #bring(file) {
    if (file.size > MOST_BYTES) {
      const limit = MOST_BYTES / 1_000_000;
      toast(t("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại.", { limit }), "error");
      return;
    }
    const url = addresses.rosterBringingBring(this.context.meetingId);
    await this.#do(() => send(withQuery(url, { name: file.name }), file));
  }

  /** @param {() => Promise<unknown>} deed */
  async #do(deed) {
    // What stands there is out of date from here on: a press would be refused.
    const place = this.target("place");
    place.inert = true;
    try {
      await deed();
    } catch (error) {
      sayError(error);
    }
    await this.#look();
    place.inert = false;
  }

  async #look() {
    try {
      this.#state = await get(addresses.rosterLookingState(this.context.meetingId));
      this.#draw();
    } catch (error) {
      sayError(error);
      this.#lookAgain();
    }
  }

  #lookAgain() {
    setTimeout(() => this.#look(), LOOK_AGAIN_MS);
  }

  #draw() {
    const state = /** @type {State} */ (this.#state);
    const isBusy = state.phase === "reading" || state.phase === "taking";
    this.target("chooser").hidden = !["none", "refused", "failed"].includes(
      state.phase,
    );
    const shown = JSON.stringify(state);
    if (shown !== this.#drawn) this.target("place").replaceChildren(...this.#stage());
    this.#drawn = shown;
    if (isBusy) this.#lookAgain();
  }

  /** @returns {HTMLElement[]} */
  #stage() {
    const state = /** @type {State} */ (this.#state);
    const { meetingId } = this.context;
    const discard = () =>
      this.#do(() => post(addresses.rosterBringingDiscard(meetingId)));
    const choose = (/** @type {Partial<Choice>} */ choice) => this.#choose(choice);
    if (state.phase === "reading" || state.phase === "taking") return drawBusy(state);
    if (state.phase === "done") return drawDone(state, meetingId, discard);
    if (state.phase === "preview" && state.preview) {
      return drawPreview(state, state.preview, {
        choose,
        discard,
        take: () => this.#take(),
      });
    }
    return state.phase === "none" ? [] : drawRefused(state, () => choose({}));
  }

  /** @param {Partial<Choice>} choice */
  #choose(choice) {
    const { draft, turn, choice: before } = /** @type {State} */ (this.#state);
    const wanted = { draft, turn, choice: { ...before, ...choice } };
    const url = addresses.rosterBringingChoose(this.context.meetingId);
    return this.#do(() => post(url, wanted));
  }

  async #take() {
    const { draft, turn, preview, counts } = /** @type {State} */ (this.#state);
    if (counts.wrong > 0 && !(await this.#isSure(counts))) return;
    const signature = preview?.signature;
    const url = addresses.rosterBringingConfirm(this.context.meetingId);
    await this.#do(() => post(url, { draft, turn, signature }));
  }

  /** @param {Counts} counts */
  #isSure(counts) {
    return confirm({
      title: t("Bỏ qua {count} dòng lỗi?", { count: counts.wrong }),
      text: t(
        "Các dòng đúng được ghi. Dòng lỗi không được ghi, có thể sửa rồi nhập lại.",
      ),
      yes: t("Ghi các dòng đúng"),
    });
  }
}
