/** Comments on passages, with replies; the secretary marks them as dealt with. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { formatDateTime } from "../base/local_time.js";
import { toast } from "../base/toast.js";
import { readRange, writeRange } from "./positions.js";

/** @typedef {import("./minutes_page.js").Comment} Comment */

/** As long as the server takes. */
const LONGEST_QUOTE = 500;
const LONGEST_TEXT = 4000;

/** @extends {Controller<{page: import("./minutes_page.js").MinutesPage}>} */
export class CommentsController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    const { page } = this.context;
    this.on(page, "status", () => this.#draw());
    this.on(page, "comment", () => this.#draw());
    this.on(page, "text", () => this.#drawQuote());
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#add();
    });
  }

  get #area() {
    return /** @type {HTMLTextAreaElement} */ (this.target("words"));
  }

  /** The passage that is marked in the text. */
  #passage() {
    const { view } = this.context.page;
    if (!view || view.state.selection.empty) return { quote: "", anchor: "" };
    const { from, to } = view.state.selection;
    const quote = view.state.doc.textBetween(from, to, " ").slice(0, LONGEST_QUOTE);
    return { quote, anchor: writeRange(view.state, from, to) };
  }

  #drawQuote() {
    const { quote } = this.#passage();
    const line = this.target("quote");
    line.textContent = quote
      ? t("Về đoạn: “{quote}”", { quote: shorten(quote) })
      : t("Muốn góp ý về một đoạn, xin bôi đen đoạn đó trước.");
  }

  async #add() {
    const text = this.#area.value.trim();
    if (!text) return toast(t("Góp ý chưa có nội dung. Xin viết rồi gửi."), "error");
    const { page } = this.context;
    const body = { text, ...this.#passage() };
    const address = addresses.minutesReviewComment(page.meetingId, page.minutesId);
    if (await page.act(() => post(address, body))) {
      this.#area.value = "";
      toast(t("Đã gửi góp ý"));
    }
  }

  #draw() {
    const { page } = this.context;
    const comments = page.status?.comments ?? [];
    const isLocked = page.sync.state === "finalised";
    this.target("form").hidden = isLocked;
    const shown = JSON.stringify([comments, page.comment, isLocked]);
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    const threads = comments.filter(({ parent }) => parent === null);
    const open = threads.filter(({ resolved_at }) => resolved_at === null);
    const done = threads.filter(({ resolved_at }) => resolved_at !== null);
    this.target("none").hidden = open.length > 0;
    this.target("list").replaceChildren(
      ...open.map((comment) => this.#thread(comment, comments)),
    );
    this.target("done-part").hidden = done.length === 0;
    this.target("done").replaceChildren(
      ...done.map((comment) => this.#thread(comment, comments)),
    );
  }

  /** @param {Comment} comment @param {Comment[]} all */
  #thread(comment, all) {
    const { page } = this.context;
    const replies = all.filter(({ parent }) => parent === comment.id);
    const isLocked = page.sync.state === "finalised";
    return el(
      "li",
      {
        class: `comment${page.comment === comment.id ? " comment--current" : ""}`,
        "data-comment-id": comment.id,
      },
      comment.quote && el("blockquote", { class: "small" }, shorten(comment.quote)),
      said(comment),
      ...replies.map(said),
      comment.resolved_at &&
        el(
          "p",
          { class: "small soft" },
          t("{name} đã xử lý", { name: comment.resolved_by }),
        ),
      el("div", { class: "row" }, ...(isLocked ? [] : this.#buttons(comment))),
    );
  }

  /** @param {Comment} comment */
  #buttons(comment) {
    const { page } = this.context;
    const isOpen = comment.resolved_at === null;
    const button = (
      /** @type {string} */ label,
      /** @type {(event: Event) => void} */ onclick,
    ) => el("button", { class: "button", type: "button", onclick }, label);
    return [
      comment.anchor && isOpen && button(t("Xem đoạn"), () => this.#goTo(comment)),
      isOpen && button(t("Trả lời"), (event) => this.#reply(comment, event)),
      page.isWriter &&
        button(isOpen ? t("Đã xử lý") : t("Mở lại"), () =>
          this.#resolve(comment, isOpen),
        ),
    ];
  }

  /** @param {Comment} comment */
  #goTo({ id, anchor }) {
    const { page } = this.context;
    page.lookAt(id);
    const range = page.view && readRange(page.view.state, anchor);
    if (!page.view || !range || range.from === range.to)
      return toast(t("Đoạn này không còn trong biên bản."));
    const { node } = page.view.domAtPos(range.from);
    const element = node instanceof HTMLElement ? node : node.parentElement;
    element?.scrollIntoView({ block: "center" });
  }

  /** @param {Comment} comment @param {Event} event */
  #reply(comment, event) {
    const row = /** @type {HTMLElement} */ (event.target).parentElement;
    const area = el("textarea", {
      rows: 2,
      maxlength: LONGEST_TEXT,
      "aria-label": t("Trả lời {name}", { name: comment.author }),
    });
    const send = async () => {
      const { page } = this.context;
      const body = { text: area.value, parent: comment.id };
      const address = addresses.minutesReviewComment(page.meetingId, page.minutesId);
      await page.act(() => post(address, body));
    };
    const button = el(
      "button",
      { class: "button", type: "button", onclick: send },
      t("Gửi"),
    );
    row?.replaceWith(el("div", { class: "field" }, area, button));
    area.focus();
  }

  /** @param {Comment} comment @param {boolean} isResolved */
  #resolve({ id }, isResolved) {
    const { page } = this.context;
    const address = addresses.minutesReviewResolve(page.meetingId, page.minutesId, id);
    return page.act(() => post(address, { is_resolved: isResolved }));
  }
}

/** @param {Comment} comment */
function said({ author, text, made_at }) {
  return el(
    "div",
    { class: "comment-said" },
    el("p", { class: "small soft" }, `${author} · ${formatDateTime(made_at)}`),
    el("p", { class: "comment-text" }, text),
  );
}

/** @param {string} text */
const shorten = (text) => (text.length > 120 ? `${text.slice(0, 117)}…` : text);
