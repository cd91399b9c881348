/** Import of people: upload, preview, apply or discard, result. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post, send } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { renderPreview } from "./import_preview.js";
import { renderBusy, renderDone, renderRefused } from "./import_stages.js";

/**
 * @typedef {import("./import_preview.js").Preview} Preview
 * @typedef {import("./import_preview.js").Choice} Choice
 * @typedef {{new: number, changed: number, same: number, duplicate: number,
 *   wrong: number, left_out: number, absent: number}} ImportCounts
 * @typedef {{phase: string, draft: string, turn: number, file_name: string,
 *   rows: number, counts: ImportCounts, choice: Choice, message: string,
 *   preview: Preview | null}} State
 */

const POLL_INTERVAL_MS = 700;
/** The server's limit; checked before the upload. */
const MAX_BYTES = 20_000_000;

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
      if (chosen) this.#upload(chosen);
      file.value = "";
    });
    this.#refresh();
  }

  /** @param {File} file */
  async #upload(file) {
    if (file.size > MAX_BYTES) {
      const limit = MAX_BYTES / 1_000_000;
      toast(t("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại.", { limit }), "error");
      return;
    }
    const url = addresses.peopleImportsUpload(this.context.meetingId);
    await this.#do(() => send(withQuery(url, { name: file.name }), file));
  }

  /** @param {() => Promise<unknown>} action */
  async #do(action) {
    // The shown state is outdated from here on: a click would be refused.
    const place = this.target("place");
    place.inert = true;
    try {
      await action();
    } catch (error) {
      showError(error);
    }
    await this.#refresh();
    place.inert = false;
  }

  async #refresh() {
    try {
      this.#state = await get(addresses.peoplePreviewState(this.context.meetingId));
      this.#draw();
    } catch (error) {
      showError(error);
      this.#refreshLater();
    }
  }

  #refreshLater() {
    setTimeout(() => this.#refresh(), POLL_INTERVAL_MS);
  }

  #draw() {
    const state = /** @type {State} */ (this.#state);
    const isBusy = state.phase === "reading" || state.phase === "taking";
    this.target("chooser").hidden = !["none", "refused", "failed"].includes(
      state.phase,
    );
    const shown = JSON.stringify(state);
    if (shown !== this.#drawn) this.target("place").replaceChildren(...this.#content());
    this.#drawn = shown;
    if (isBusy) this.#refreshLater();
  }

  /** @returns {HTMLElement[]} */
  #content() {
    const state = /** @type {State} */ (this.#state);
    const { meetingId } = this.context;
    const discard = () =>
      this.#do(() => post(addresses.peopleImportsDiscard(meetingId)));
    const choose = (/** @type {Partial<Choice>} */ choice) => this.#choose(choice);
    if (state.phase === "reading" || state.phase === "taking") return renderBusy(state);
    if (state.phase === "done") return renderDone(state, meetingId, discard);
    if (state.phase === "preview" && state.preview) {
      return renderPreview(state, state.preview, {
        choose,
        discard,
        apply: () => this.#apply(),
      });
    }
    return state.phase === "none" ? [] : renderRefused(state, () => choose({}));
  }

  /** @param {Partial<Choice>} choice */
  #choose(choice) {
    const { draft, turn, choice: before } = /** @type {State} */ (this.#state);
    const wanted = { draft, turn, choice: { ...before, ...choice } };
    const url = addresses.peopleImportsChoose(this.context.meetingId);
    return this.#do(() => post(url, wanted));
  }

  async #apply() {
    const { draft, turn, preview, counts } = /** @type {State} */ (this.#state);
    if (counts.wrong > 0 && !(await this.#isSure(counts))) return;
    const signature = preview?.signature;
    const url = addresses.peopleImportsConfirm(this.context.meetingId);
    await this.#do(() => post(url, { draft, turn, signature }));
  }

  /** @param {ImportCounts} counts */
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
