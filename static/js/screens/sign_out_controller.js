/** Signing out leaves nothing of the holder on the device. */

import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { forgetHolders } from "../base/memory.js";
import { el } from "../base/dom.js";
import { Vault } from "../offline/vault.js";
import { beginLeaving, finishLeaving } from "../offline/wiping.js";

/** Who hands the tablet back does not wait longer for what is still to be sent. */
const PATIENCE_MS = 4000;
/** Nobody answers: knock again after so long. */
const AGAIN_MS = 3000;

/**
 * @typedef {{shelf: {waiting: unknown[]}, syncing: {now: () => Promise<unknown>},
 *   keeper: {giveUp: () => void}}} Unsent
 */

/** @extends {Controller<{meeting: unknown, notes?: Unsent}>} */
export class SignOutController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "submit", (event) => this.#ask(event));
  }

  /** @param {Event} event */
  async #ask(event) {
    event.preventDefault();
    const isSure = await confirm({
      title: t("Trả máy và đăng xuất?"),
      text: t("Máy này sẽ quên đồng chí. Muốn vào lại, xin đưa thẻ đại biểu."),
      yes: t("Đăng xuất"),
    });
    if (!isSure || !(this.element instanceof HTMLFormElement)) return;
    if (!(await this.#mayLeave())) return;
    await forgetHolders();
    await leave(this.element);
  }

  /** Send the notes that wait; what cannot be sent is lost only on purpose. */
  async #mayLeave() {
    const { notes } = this.context;
    if (!notes?.shelf.waiting.length) return true;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([notes.syncing.now(), patience]);
    const count = notes.shelf.waiting.length;
    if (!count) return true;
    const isGivenUp = await confirm({
      title: t("Còn {count} ghi chú chưa gửi được", { count }),
      text: t("Máy đang mất liên lạc. Đăng xuất bây giờ thì các ghi chú này mất hẳn."),
      yes: t("Đăng xuất, bỏ ghi chú"),
      isGrave: true,
    });
    if (isGivenUp) notes.keeper.giveUp();
    return isGivenUp;
  }
}

/**
 * Sign out; while nobody answers, say that nothing is left here, and try again.
 * @param {HTMLFormElement} form
 */
async function leave(form) {
  const vault = new Vault();
  // Outside a secure context nothing was kept, and nothing can be noted.
  if (!vault.isThere) return form.submit();
  await beginLeaving(vault);
  if (await finishLeaving(vault)) return location.assign("/");
  const dialog = el(
    "dialog",
    {
      class: "ask ask--parting",
      oncancel: (/** @type {Event} */ event) => event.preventDefault(),
    },
    el("h2", {}, t("Máy này đã xoá hết tài liệu và ghi chú của đồng chí")),
    el(
      "p",
      {},
      t(
        "Đang mất liên lạc với máy chủ. Có mạng lại là máy tự đăng xuất, xin để yên máy.",
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  while (!(await finishLeaving(vault))) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  location.assign("/");
}
