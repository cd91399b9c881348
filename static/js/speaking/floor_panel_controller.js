/** The floor for those who manage it: who speaks, who waits, and what to do next. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { replaceKeepingFocus } from "../base/element_cache.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { serverClock, serverNow } from "../timers/server_clock.js";
import { FloorActions } from "./floor_actions.js";
import { KINDS, kindLabel, ofKind, waitingText } from "./labels.js";
import { nowView } from "./now_view.js";
import { pageBefore } from "./page_before.js";
import { QueueList } from "./queue_list.js";

/** @typedef {import("../live/messages.js").Floor} Floor */
/** @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {{kind: string, request_id?: number, instead_of?: number | null,
 *   question_id?: number, stage?: string}} NextStep
 * @typedef {object} Context
 * @property {import("../live/live_meeting.js").LiveMeeting} meeting
 * @property {{open: (document: number) => void, choose: (position: PagePosition) => void}}
 *   [room] where this screen leads the pages
 */

/** The waiting times are in whole minutes. */
const WAITING_TICK_MS = 15_000;

/** @extends {Controller<Context>} */
export class FloorPanelController extends Controller {
  #actions = new FloorActions(this.context.meeting);
  #queue = new QueueList(
    this.target("queue"),
    this.#actions,
    (sentence) => {
      this.target("announced").textContent = sentence;
    },
    () => this.#drawWaiting(),
  );
  #shown = "";

  /** @override */
  start() {
    const filter = this.#filter;
    const options = KINDS.map((kind) => el("option", { value: kind }, kindLabel(kind)));
    filter.append(...options);
    this.on(filter, "change", () => this.#draw());
    this.on(this.target("list"), "click", () => this.#toggleList());
    this.on(document, "next-step", (event) => this.#onNextStep(event));
    this.context.meeting.watch(() => this.#draw());
    serverClock.addEventListener("changed", () => this.#drawWaiting());
    serverClock.start();
    setInterval(() => this.#drawWaiting(), WAITING_TICK_MS);
  }

  get #filter() {
    return /** @type {HTMLSelectElement} */ (this.target("kind"));
  }

  #toggleList() {
    const { floor } = this.#actions;
    if (floor) this.#actions.setList(!floor.list_open);
  }

  /**
   * The chair's one next step, already confirmed.
   * @param {CustomEvent<NextStep>} event
   */
  #onNextStep(event) {
    const { kind, request_id: id = 0, instead_of: insteadOf = null } = event.detail;
    const { question_id: question = 0, stage = "" } = event.detail;
    /** @type {Record<string, () => unknown>} */
    const steps = {
      give_floor: () => this.#actions.giveInstead(id, insteadOf),
      end_speech: () => this.#actions.end({ request_id: id }),
      return_floor: () => this.#actions.giveBack(),
      step_question: () => this.#actions.stepQuestion(question, stage),
    };
    if (!steps[kind]) return;
    event.preventDefault();
    steps[kind]();
  }

  #draw() {
    const { floor } = this.#actions;
    if (!floor) return;
    const queue = floor.queue ?? [];
    this.#queue.show(ofKind(queue, this.#filter.value));
    afterPress(this, () => this.#drawHead(floor, queue.length));
  }

  /**
   * @param {Floor} floor
   * @param {number} count
   */
  #drawHead(floor, count) {
    const { list_open, waiting, speaking, interrupted, question } = floor;
    const back = this.#pageBefore;
    const now = [speaking, interrupted, question, back];
    const signature = JSON.stringify([list_open, waiting, count, now]);
    if (signature === this.#shown) return;
    this.#shown = signature;
    this.target("count").textContent = t("{count} người đang chờ", { count: waiting });
    this.target("empty").hidden = count > 0;
    const list = this.target("list");
    list.textContent = list_open ? t("Đóng danh sách") : t("Mở danh sách");
    this.target("closed").hidden = list_open;
    const { room } = this.context;
    const showDocument = room ? (/** @type {number} */ id) => room.open(id) : null;
    replaceKeepingFocus(this.target("now"), () =>
      nowView(floor, { floor: this.#actions, showDocument, pageBefore: back }),
    );
  }

  /** A way back from the text of a speech. */
  get #pageBefore() {
    const { room, meeting } = this.context;
    const before = room ? pageBefore(meeting.state) : null;
    return before && { ...before, show: () => room?.choose(before) };
  }

  #drawWaiting() {
    if (!serverClock.isKnown) return;
    /** @type {NodeListOf<HTMLElement>} */
    const elements = this.target("queue").querySelectorAll("[data-asked]");
    for (const element of elements) {
      const text = waitingText(element.dataset.asked ?? "", serverNow());
      if (element.textContent !== text) element.textContent = text;
    }
  }
}
