/** The biggest button of the chair's screen: the next step; and the way back. */

import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { setBusy } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { nextStep, otherStep } from "../meetings/next_step.js";
import { performStep, returnToPreviousItem } from "./step_requests.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../meetings/next_step.js").NextStep} NextStep */
/** @typedef {import("../meetings/next_step.js").Quorum} Quorum */

/** The second press of a double one is not for the step that has just appeared. */
const NEW_MS = 500;
const NEW_CLASS = "is-new";
/** Longer labels are set smaller. */
const LONG_LABEL = 60;

/** @extends {Controller<{meeting: LiveMeeting, quorum: import("./quorum_watch.js").QuorumWatch}>} */
export class NextStepController extends Controller {
  /** @type {NextStep | null} */
  #step = null;
  /** @type {NextStep | null} */
  #other = null;
  #isBusy = false;

  /** @override */
  start() {
    const { meeting, quorum } = this.context;
    const draw = () => afterPress(this, () => this.#draw());
    meeting.watch(draw);
    quorum.watch(draw);
    this.on(this.target("do"), "click", () => this.#press(this.#step));
    this.on(this.target("other"), "click", () => this.#press(this.#other));
    this.on(this.target("undo"), "click", () => this.#undo());
  }

  #draw() {
    const { meeting, quorum } = this.context;
    const { state } = meeting;
    if (!state) return;
    const step = nextStep(state, quorum.quorum);
    this.#drawStep(step ?? { kind: "none", label: "" });
    this.#step = step;
    this.#show("none", step ? "" : textWithout(state.meeting.state));
    this.#other = otherStep(state);
    this.#show("other", this.#other?.label);
    this.target("other").title = this.#other?.label ?? "";
    this.#drawUndo(state);
  }

  /** @param {NextStep} step */
  #drawStep({ label, note, isWarning = false }) {
    if (this.#step && label !== this.#step.label) this.#markNew();
    this.#show("do", label);
    this.target("do").dataset.length = label.length > LONG_LABEL ? "long" : "";
    this.#show("note", note);
    this.target("note").classList.toggle("is-warning", isWarning);
  }

  #markNew() {
    const { classList } = this.target("do");
    classList.add(NEW_CLASS);
    setTimeout(() => classList.remove(NEW_CLASS), NEW_MS);
  }

  /**
   * @param {string} name
   * @param {string | undefined} text
   */
  #show(name, text = "") {
    const target = this.target(name);
    target.hidden = !text;
    target.textContent = text;
  }

  /** @param {import("../live/messages.js").Snapshot} state */
  #drawUndo({ items, live, meeting }) {
    const place = (/** @type {number | null | undefined} */ id) =>
      items.findIndex((item) => item.id === id);
    const previous = items[place(live.previous_item_id)];
    const isBack = previous && place(previous.id) < place(live.item_id);
    const undo = this.target("undo");
    undo.hidden = !isBack || meeting.state !== "open";
    this.target("undo-text").textContent = previous
      ? t("Quay lại nội dung {number}", { number: previous.number })
      : "";
  }

  /** @param {NextStep | null} step */
  async #press(step) {
    const isNew = this.target("do").classList.contains(NEW_CLASS);
    if (!step || this.#isBusy || isNew) return;
    await this.#whileBusy(async () => {
      if (step.question && !(await confirm(step.question))) return;
      const { state, parts } = this.context.meeting;
      const offered = [this.#step?.label, this.#other?.label];
      if (!state || !offered.includes(step.label)) return;
      const isDone = await performStep(parts.meetingId, step, state);
      if (!isDone) {
        document.dispatchEvent(new CustomEvent("open-tab", { detail: step.tab }));
      }
    });
  }

  #undo() {
    const { state, parts } = this.context.meeting;
    if (!state || this.#isBusy) return;
    this.#whileBusy(() => returnToPreviousItem(parts.meetingId, state));
  }

  /** @param {() => Promise<unknown>} work */
  async #whileBusy(work) {
    this.#isBusy = true;
    setBusy(this.target("do"), true);
    try {
      await work();
    } catch (error) {
      showError(error);
      this.context.meeting.refresh();
    } finally {
      this.#isBusy = false;
      setBusy(this.target("do"), false);
    }
  }
}

/** @param {string} state of the meeting */
function textWithout(state) {
  if (state === "closed") return t("Hội nghị đã kết thúc.");
  if (state === "draft") return t("Thư ký chưa phát hành hội nghị.");
  return t("Chương trình chưa có nội dung nào.");
}
