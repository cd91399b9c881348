/** Agreement and states: sent, answered, approved, locked. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { answerLabel } from "./labels.js";
import { openSendDialog } from "./send_dialog.js";

/** @typedef {import("./minutes_page.js").Status} Status */

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class ReviewController extends Controller {
  #drawn = "";
  #drawnSteps = "";

  /** @override */
  start() {
    this.on(this.context.page, "status", () => this.#draw());
    this.on(this.target("agree"), "click", () => this.#answer(true));
    this.on(this.target("answer"), "submit", (event) => {
      event.preventDefault();
      this.#answer(false);
    });
  }

  #draw() {
    const { status } = this.context.page;
    if (!status) return;
    const { state, reviews, due_at: due, own_answer: own } = status;
    const shown = JSON.stringify([state, reviews, due, own, status.may_approve]);
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    this.target("due").textContent = due
      ? t("Hạn cho ý kiến: {due}", { due: formatDateTime(due) })
      : t("Chưa gửi lấy ý kiến.");
    this.target("list").replaceChildren(...reviews.map(reviewRow));
    this.#drawOwn(status);
    this.#drawSteps(status);
  }

  /**
   * A button must not be replaced while it is pressed: an answer of somebody else draws
   * the list anew, never the steps.
   * @param {Status} status
   */
  #drawSteps(status) {
    const steps = this.#steps(status);
    const shown = JSON.stringify(steps.map(([label]) => [status.state, label]));
    if (shown === this.#drawnSteps) return;
    this.#drawnSteps = shown;
    const buttons = steps.map(([label, onclick]) => button(label, onclick));
    buttons[0]?.classList.add("button--primary");
    this.target("steps").replaceChildren(...buttons);
  }

  /** @param {Status} status */
  #drawOwn({ own_answer: own, state }) {
    this.target("answer").hidden = !own || state !== "in_review";
    this.target("own").textContent = own
      ? t("Trả lời của đồng chí: {answer}", { answer: answerLabel(own.answer) })
      : "";
  }

  /** @param {boolean} agrees */
  async #answer(agrees) {
    const { page } = this.context;
    const area = /** @type {HTMLTextAreaElement} */ (this.target("remark"));
    if (!agrees && !area.value.trim()) {
      area.focus();
      return toast(t("Xin viết ý kiến rồi gửi."), "error");
    }
    const address = addresses.minutesReviewAnswer(page.meetingId, page.minutesId);
    const body = { agrees, remark: area.value.trim() };
    if (await page.act(() => post(address, body))) toast(t("Đã gửi câu trả lời"));
  }

  /**
   * @param {Status} status
   * @returns {[string, () => unknown][]} labels of the steps open now, and what they do
   */
  #steps({ state, may_write: writes, may_approve: approves, is_chair: isChair }) {
    /** @type {Record<string, [boolean, string, () => unknown][]>} */
    const steps = {
      draft: [
        [writes, t("Gửi lấy ý kiến"), () => openSendDialog(this.context.page)],
        [isChair, t("Duyệt biên bản"), () => this.#move("reviewed")],
      ],
      in_review: [
        [approves, t("Duyệt biên bản"), () => this.#move("reviewed")],
        [writes, t("Đưa về soạn tiếp"), () => this.#move("draft")],
      ],
      reviewed: [
        [approves, t("Khoá biên bản"), () => this.#lock()],
        [writes, t("Đưa về soạn tiếp"), () => this.#move("draft")],
      ],
    };
    const open = (steps[state] ?? []).filter(([isOpen]) => isOpen);
    return open.map(([, label, onclick]) => [label, onclick]);
  }

  /** @param {string} state */
  #move(state) {
    const { page } = this.context;
    const seen = page.status?.state;
    const address = addresses.minutesReviewMove(page.meetingId, page.minutesId);
    return page.act(() => post(address, { state, seen }));
  }

  async #lock() {
    const isSure = await confirm({
      title: t("Khoá biên bản?"),
      text: t(
        "Sau khi khoá, không ai sửa được nữa. Bản PDF được tạo một lần để in và ký.",
      ),
      yes: t("Khoá biên bản"),
      isDestructive: true,
    });
    if (isSure) await this.#move("finalised");
  }
}

/** @param {string} label @param {() => unknown} onclick */
const button = (label, onclick) =>
  el("button", { class: "button", type: "button", onclick: () => onclick() }, label);

/** @param {import("./minutes_page.js").Review} review */
function reviewRow({
  name,
  about,
  answer,
  remark,
  answered_at: at,
  is_older: isOlder,
}) {
  const tone = { agreed: "tag tag--good", remarks: "tag tag--warn" }[answer] ?? "tag";
  return el(
    "li",
    { class: "review-row" },
    el(
      "span",
      {},
      el("strong", {}, name),
      about && el("span", { class: "small soft" }, ` ${about}`),
    ),
    el("span", { class: tone }, answerLabel(answer)),
    at && el("span", { class: "small soft" }, formatDateTime(at)),
    remark && el("p", { class: "review-remark" }, remark),
    isOlder &&
      el("p", { class: "small" }, t("Biên bản được sửa sau khi đồng chí này trả lời.")),
  );
}
