/**
 * Facts of the meeting beside the text: inserted on demand, refreshed on demand. What
 * somebody has written in one is never overwritten without asking.
 */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { askAboutFact } from "./fact_dialog.js";
import { factStates } from "./fact_states.js";
import { schema } from "./schema.js";

/**
 * @typedef {import("./fact_states.js").FactBlock} FactBlock
 * @typedef {import("./fact_states.js").FactState} FactState
 */

/** @param {FactBlock} block */
const nodeOf = ({ key, digest, content }) =>
  schema.nodeFromJSON({ type: "fact", attrs: { key, digest }, content });

/** @param {FactBlock} block */
const titleOf = ({ label, detail }) => (detail ? `${label}: ${detail}` : label);

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class FactsController extends Controller {
  /** What is drawn, so that typing does not draw it anew. */
  #drawn = "";

  /** @override */
  start() {
    const { page } = this.context;
    for (const type of ["facts", "status", "text"]) {
      this.on(page, type, () => this.#draw());
    }
    this.on(this.target("refresh"), "click", () => this.#gather());
    this.on(this.target("take-all"), "click", () => this.#takeAll());
  }

  #gather() {
    const { page } = this.context;
    const address = addresses.minutesTextRefreshFacts(page.meetingId, page.minutesId);
    return page.act(() => post(address));
  }

  /** @returns {FactState[]} */
  #states() {
    const { view, facts } = this.context.page;
    return view ? factStates(view.state.doc, facts) : [];
  }

  #draw() {
    const { page } = this.context;
    const states = new Map(this.#states().map((state) => [state.key, state]));
    const rows = page.facts.map((block) => ({ block, state: states.get(block.key) }));
    const isWaiting = page.status?.draft_state === "waiting";
    const shown = JSON.stringify([
      rows.map(({ block, state }) => [
        block.key,
        block.digest,
        state?.isEdited,
        Boolean(state?.newer),
        Boolean(state),
      ]),
      isWaiting,
      page.status?.draft_state,
      page.isEditable,
      page.factsAt,
    ]);
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    this.#drawHead(isWaiting, rows.filter(({ state }) => state?.newer).length);
    this.target("list").replaceChildren(
      ...rows.map(({ block, state }) => this.#row(block, state)),
    );
  }

  /** @param {boolean} isWaiting @param {number} newer */
  #drawHead(isWaiting, newer) {
    const { page } = this.context;
    const refresh = /** @type {HTMLButtonElement} */ (this.target("refresh"));
    refresh.disabled = isWaiting || !page.isEditable;
    const takeAll = this.target("take-all");
    takeAll.hidden = newer === 0 || !page.isEditable;
    this.target("at").textContent = this.#headText(isWaiting, newer);
  }

  /** @param {boolean} isWaiting @param {number} newer */
  #headText(isWaiting, newer) {
    const { factsAt, status } = this.context.page;
    if (isWaiting) return t("Đang lấy số liệu…");
    if (status?.draft_state === "failed")
      return t("Không lấy được số liệu. Xin thử lại.");
    if (newer) return t("Có {count} số liệu mới hơn trong biên bản.", { count: newer });
    if (!factsAt) return t("Chưa lấy số liệu.");
    return t("Số liệu lúc {at}.", { at: formatDateTime(factsAt) });
  }

  /** @param {FactBlock} block @param {FactState | undefined} state */
  #row(block, state) {
    const { page } = this.context;
    const buttons = page.isEditable ? this.#rowButtons(block, state) : [];
    return el(
      "li",
      { class: "facts-row" },
      el("span", { class: "facts-title" }, titleOf(block)),
      el("span", { class: "facts-state small soft" }, this.#stateText(state)),
      el("span", { class: "row facts-buttons" }, ...buttons),
    );
  }

  /** @param {FactState | undefined} state */
  #stateText(state) {
    if (!state) return t("Chưa có trong biên bản");
    if (state.newer && state.isEdited) return t("Có số liệu mới; đã sửa tay");
    if (state.newer) return t("Có số liệu mới");
    return state.isEdited ? t("Đã sửa tay") : t("Đúng như số liệu");
  }

  /** @param {FactBlock} block @param {FactState | undefined} state */
  #rowButtons(block, state) {
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
      el(
        "button",
        {
          class: "button",
          type: "button",
          "aria-label": `${label}: ${titleOf(block)}`,
          onclick,
        },
        label,
      );
    if (!state) return [button(t("Chèn"), () => this.#insert(block))];
    if (state.newer) return [button(t("Xem và cập nhật"), () => this.#offer(block))];
    return [button(t("Tới chỗ đó"), () => this.#goTo(block.key))];
  }

  /** Behind the block in which the cursor is. @param {FactBlock} block */
  #insert(block) {
    const { view } = this.context.page;
    if (!view) return;
    const { $from } = view.state.selection;
    const place = $from.depth ? $from.after(1) : $from.pos;
    view.dispatch(view.state.tr.insert(place, nodeOf(block)).scrollIntoView());
    view.focus();
  }

  /** @param {string} key */
  #goTo(key) {
    const { view } = this.context.page;
    const state = this.#states().find((one) => one.key === key);
    const node = state && view?.nodeDOM(state.from);
    if (node instanceof HTMLElement) node.scrollIntoView({ block: "center" });
  }

  /** @param {FactBlock} block */
  async #offer(block) {
    const { view } = this.context.page;
    const before = this.#states().find(({ key }) => key === block.key);
    if (!view || !before) return;
    const now = view.state.doc.nodeAt(before.from);
    const answer = await askAboutFact(titleOf(block), {
      now,
      newer: nodeOf(block),
      isEdited: before.isEdited,
    });
    // Others may have written meanwhile.
    const state = this.#states().find(({ key }) => key === block.key);
    if (!state) return;
    if (answer === "replace") {
      view.dispatch(view.state.tr.replaceWith(state.from, state.to, nodeOf(block)));
    } else if (answer === "below") {
      const content = nodeOf(block).content;
      view.dispatch(view.state.tr.insert(state.to, content));
    }
  }

  /** Replace all newer ones that nobody has written in. */
  #takeAll() {
    const { view } = this.context.page;
    if (!view) return;
    const transaction = view.state.tr;
    for (const state of this.#states().reverse()) {
      if (!state.newer || state.isEdited) continue;
      transaction.replaceWith(state.from, state.to, nodeOf(state.newer));
    }
    view.dispatch(transaction);
  }
}
