/** Dialog "Ghi chú của tôi": all own notes, with links to their pages. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { noteList, sharedList } from "./note_list.js";
import { openShareDialog } from "./share_dialog.js";

/** @typedef {import("./notes.js").Notes} Notes */
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
    notes.outgoing.canSendOpinion = this.element.dataset.opinions === "true";
    for (const source of [notes.noteStore, notes.shared, notes.outgoing]) {
      this.on(source, "changed", () => {
        afterPress(this, () => this.#dialog.open && this.#draw());
      });
    }
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.element);
  }

  #open() {
    this.#draw();
    this.#dialog.showModal();
    this.context.notes.noteSync.schedule(0);
    // Without the network the list is as it was known last.
    this.context.notes.outgoing.load().catch(() => {});
  }

  #draw() {
    const { notes } = this.context;
    const { noteStore, shared, outgoing, room } = notes;
    const { all, waiting } = noteStore;
    const go = (/** @type {Note} */ note) => this.#go(note);
    this.target("found").replaceChildren(
      ...noteList(all, room.state?.documents ?? [], {
        go,
        share: (chosen) => openShareDialog(notes, chosen),
        words: (keys) => outgoing.words(keys),
      }),
      ...sharedList(shared.all, { go }),
    );
    this.target("none").hidden = all.length + shared.all.length > 0;
    this.target("erase").hidden = all.length === 0;
    this.target("state").textContent = stateOf(waiting.length, noteStore.isKept);
  }

  /** @param {Note} note */
  async #go(note) {
    const { room, noteStore } = this.context.notes;
    this.#dialog.close();
    const { document: paper, page } = note;
    if (!room.reader.count(paper))
      await room.reader.pageIndex.load(paper).catch(showError);
    if (!room.reader.count(paper)) return;
    room.choose({ document: paper, page });
    document.dispatchEvent(new CustomEvent("paper-opened"));
    if (note.kind === "text")
      this.context.notes.open(noteStore.notes.get(note.key) ?? note);
  }

  async #erase() {
    const { noteStore, noteSync, meetingId } = this.context.notes;
    const isSure = await confirm({
      title: t("Xoá tất cả ghi chú của đồng chí?"),
      text: t(
        "Mọi nét bút, chỗ tô và ghi chú mất hẳn, trên mọi máy, cả ở người được chia sẻ. Không lấy lại được. Ý kiến đã gửi Thư ký vẫn còn.",
      ),
      yes: t("Xoá tất cả"),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      await post(addresses.annotationsOwnErase(meetingId), { everything: true });
    } catch (error) {
      return showError(error);
    }
    await noteStore.applyServerChanges({ put: [], drop: [...noteStore.notes.keys()] });
    noteStore.clearUndo();
    await noteSync.run();
  }
}

/**
 * @param {number} waiting
 * @param {boolean} isKept
 */
function stateOf(waiting, isKept) {
  if (!waiting) {
    return t("Đã lưu trên máy chủ. Chỉ đồng chí và người được chia sẻ đọc được.");
  }
  if (isKept) {
    return t("Đã giữ trên máy này; {count} mục sẽ gửi khi có mạng.", {
      count: waiting,
    });
  }
  return t("{count} mục chưa gửi. Xin đừng tắt máy cho tới khi có mạng.", {
    count: waiting,
  });
}
