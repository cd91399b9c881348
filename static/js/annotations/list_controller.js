/** "Ghi chú của tôi": all notes of all papers in one list, a touch leads to the page. */

import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { noteList } from "./note_list.js";

/** @typedef {import("./make_notes.js").Notes} Notes */
/** @typedef {import("./note.js").Note} Note */

/** @extends {Controller<{notes: Notes}>} */
export class NoteListController extends Controller {
  /** @override */
  start() {
    const { notes } = this.context;
    for (const entry of document.querySelectorAll("[data-notes='list']")) {
      this.on(entry, "click", () => this.#open());
    }
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.on(this.target("write"), "click", () => {
      this.#dialog.close();
      document.dispatchEvent(new CustomEvent("write-here"));
    });
    this.on(this.target("add"), "click", () => {
      this.#dialog.close();
      document.dispatchEvent(new CustomEvent("note-here"));
    });
    this.on(this.target("erase"), "click", () => this.#erase());
    this.on(notes.shelf, "changed", () => this.#dialog.open && this.#draw());
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.element);
  }

  #open() {
    this.#draw();
    this.#dialog.showModal();
    this.context.notes.syncing.soon(0);
  }

  #draw() {
    const { shelf, room } = this.context.notes;
    const { all, waiting } = shelf;
    this.target("found").replaceChildren(
      ...noteList(all, room.state?.documents ?? [], (note) => this.#go(note)),
    );
    this.target("none").hidden = all.length > 0;
    this.target("erase").hidden = all.length === 0;
    this.target("state").textContent = stateOf(waiting.length, shelf.isKept);
  }

  /** @param {Note} note */
  async #go(note) {
    const { room, shelf } = this.context.notes;
    this.#dialog.close();
    const { document: paper, page } = note;
    if (!room.reader.count(paper)) await room.reader.book.load(paper).catch(sayError);
    if (!room.reader.count(paper)) return;
    room.choose({ document: paper, page });
    document.dispatchEvent(new CustomEvent("paper-opened"));
    if (note.kind === "text")
      this.context.notes.open(shelf.notes.get(note.key) ?? note);
  }

  async #erase() {
    const { shelf, syncing, base } = this.context.notes;
    const isSure = await confirm({
      title: t("Xoá tất cả ghi chú của đồng chí?"),
      text: t(
        "Mọi nét bút, chỗ tô và ghi chú mất hẳn, trên mọi máy. Không lấy lại được.",
      ),
      yes: t("Xoá tất cả"),
      isGrave: true,
    });
    if (!isSure) return;
    try {
      await post(`${base}/erase`, { everything: true });
    } catch (error) {
      return sayError(error);
    }
    await shelf.take({ put: [], drop: [...shelf.notes.keys()] });
    shelf.forgetDeeds();
    await syncing.now();
  }
}

/**
 * @param {number} waiting
 * @param {boolean} isKept
 */
function stateOf(waiting, isKept) {
  if (!waiting) return t("Đã lưu trên máy chủ. Chỉ đồng chí đọc được.");
  if (isKept) {
    return t("Đã giữ trên máy này; {count} mục sẽ gửi khi có mạng.", {
      count: waiting,
    });
  }
  return t("{count} mục chưa gửi. Xin đừng tắt máy cho tới khi có mạng.", {
    count: waiting,
  });
}
