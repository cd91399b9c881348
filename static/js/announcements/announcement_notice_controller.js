/**
 * Announcements on a reader's screen: a strip that pushes the page down. One that is not
 * urgent can be dismissed.
 */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";
import { afterPress } from "../base/press.js";
import { ShownAnnouncements } from "./shown_announcements.js";
import { SiteTexts } from "./site_texts.js";

/** @typedef {import("../live/messages.js").Announcement} Announcement */
/** @typedef {import("../base/member_storage.js").MemberStorage} MemberStorage */
/**
 * @typedef {object} Context
 * @property {import("../live/live_meeting.js").LiveMeeting} meeting
 * @property {{memory: MemberStorage}} [room]
 */

const STORED_NAME = "read-announcements";
/** Longer delays overflow a browser's timer, in milliseconds. */
const LONGEST_TIMER_MS = 3_600_000;

/** @extends {Controller<Context>} */
export class AnnouncementNoticeController extends Controller {
  #memory = this.context.room?.memory;
  #shown = new ShownAnnouncements(this.#memory?.read(STORED_NAME) ?? []);
  #siteTexts = new SiteTexts(
    this.context.meeting,
    Number(this.element.dataset.site),
    () => this.#draw(),
  );
  /** One element for each, so that a screen reader says each once. @type {Map<number, HTMLElement>} */
  #elements = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @override */
  start() {
    this.context.meeting.watch(() => {
      this.#siteTexts.update();
      this.#draw();
    });
  }

  #draw() {
    afterPress(this, () => this.#drawNow());
  }

  #drawNow() {
    const { state } = this.context.meeting;
    const all = [...(state?.announcements ?? []), ...this.#siteTexts.announcements];
    const now = performance.now();
    const shown = this.#shown.shown(all, now);
    this.#remove(new Set(shown.map(({ id }) => id)));
    // The newest stands first, and is announced when it is inserted.
    for (const one of [...shown].reverse()) {
      if (this.#elements.has(one.id)) continue;
      const element = this.#line(one);
      this.#elements.set(one.id, element);
      this.target(one.urgent ? "urgent" : "plain").prepend(element);
    }
    this.element.dataset.count = String(shown.length);
    clearTimeout(this.#timer);
    const rest = Math.min(this.#shown.nextEnd(shown, now), LONGEST_TIMER_MS);
    if (shown.length) this.#timer = setTimeout(() => this.#draw(), rest + 1);
  }

  /** @param {Set<number>} kept */
  #remove(kept) {
    for (const [id, element] of this.#elements) {
      if (kept.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
  }

  /** @param {Announcement} announcement */
  #line(announcement) {
    const { text, urgent, made_at } = announcement;
    const dismiss = el(
      "button",
      {
        class: "button",
        type: "button",
        onclick: () => {
          this.#shown.dismiss(announcement);
          this.#memory?.write(STORED_NAME, this.#shown.dismissed);
          this.#drawNow();
        },
      },
      t("Đã đọc"),
    );
    return el(
      "div",
      { class: urgent ? "announcement announcement--urgent" : "announcement" },
      el(
        "p",
        { class: "announcement-head" },
        el("b", {}, urgent ? t("Thông báo khẩn") : t("Thông báo")),
        ` ${toLocalInput(made_at).slice(11)}`,
      ),
      el("p", { class: "announcement-text" }, text),
      !urgent && dismiss,
    );
  }
}
