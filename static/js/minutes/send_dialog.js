/** Dialog that asks members for agreement until a deadline. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { dateTimeField } from "../base/date_time_field.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";
import { openModal } from "../base/modal_dialog.js";
import { toast } from "../base/toast.js";

/** @typedef {{id: number, name: string, about: string, role: string}} Person */

const HOUR_MS = 3600 * 1000;
const USUAL_HOURS = 24;
const TYPING_PAUSE_MS = 300;

/** List of people, found by name, each of whom may be chosen. */
class ReviewerChoice {
  /** @param {import("./minutes_page.js").MinutesPage} page */
  constructor(page) {
    this.page = page;
    this.chosen = new Set(page.status?.reviews.map(({ member }) => member));
    this.list = el("ul", { class: "reviewers" });
    this.words = el("input", {
      type: "search",
      id: "reviewer-words",
      autocomplete: "off",
    });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    this.words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.fill(), TYPING_PAUSE_MS);
    });
  }

  /** The chair answers for the minutes, so the chair is asked at first. */
  async begin() {
    await this.fill(this.chosen.size === 0);
  }

  async fill(takesChair = false) {
    const { meetingId, minutesId } = this.page;
    const address = addresses.minutesReviewReviewers(meetingId, minutesId);
    try {
      const { people } = await get(withQuery(address, { words: this.words.value }));
      for (const { id, role } of people) {
        if (takesChair && role === "chair") this.chosen.add(id);
      }
      this.list.replaceChildren(
        ...people.map((/** @type {Person} */ person) => choice(person, this.chosen)),
      );
    } catch (error) {
      showError(error);
    }
  }
}

/** @param {ReviewerChoice} reviewers @param {HTMLInputElement} due */
function sendDialog(reviewers, due) {
  const field = (/** @type {string} */ label, /** @type {HTMLInputElement} */ input) =>
    el("div", { class: "field" }, el("label", { for: input.id }, label), input);
  return el(
    "dialog",
    { class: "ask send-dialog", "aria-labelledby": "send-title" },
    el("h2", { id: "send-title" }, t("Gửi lấy ý kiến")),
    field(t("Hạn trả lời (ngày/tháng/năm giờ:phút)"), due),
    field(t("Tìm người theo tên"), reviewers.words),
    el(
      "fieldset",
      { class: "reviewers-group" },
      el("legend", {}, t("Người cho ý kiến")),
      reviewers.list,
    ),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el("button", { class: "button", value: "no" }, t("Không")),
      el("button", { class: "button button--primary", value: "yes" }, t("Gửi")),
    ),
  );
}

/** @param {import("./minutes_page.js").MinutesPage} page */
export async function openSendDialog(page) {
  const usual = new Date(Date.now() + USUAL_HOURS * HOUR_MS).toISOString();
  let due = toLocalInput(usual);
  const input = dateTimeField({
    value: due,
    required: true,
    onInput: (moment) => {
      due = moment;
    },
  });
  input.id = "review-due";
  const reviewers = new ReviewerChoice(page);
  const dialog = sendDialog(reviewers, input);
  const closed = openModal(dialog);
  await reviewers.begin();
  await closed;
  if (dialog.returnValue !== "yes") return;
  if (!due) return toast(t("Xin nhập hạn trả lời, như 23/11/2026 17:00."), "error");
  const body = { reviewers: [...reviewers.chosen], due_at: `${due}:00+07:00` };
  const address = addresses.minutesReviewSend(page.meetingId, page.minutesId);
  await page.act(() => post(address, body));
}

/** @param {Person} person @param {Set<number>} chosen */
function choice({ id, name, about }, chosen) {
  const box = el("input", {
    type: "checkbox",
    onchange: () => (box.checked ? chosen.add(id) : chosen.delete(id)),
  });
  box.checked = chosen.has(id);
  return el(
    "li",
    {},
    el(
      "label",
      { class: "choice" },
      box,
      el("span", {}, name, about && el("span", { class: "small soft" }, ` – ${about}`)),
    ),
  );
}
