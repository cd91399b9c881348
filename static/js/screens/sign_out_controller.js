/** Sign out and delete all data of the holder from the device. */

import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sendPending } from "../base/member_storage.js";
import { returnDevice } from "../offline/device_return.js";

/**
 * @typedef {{noteStore: {waiting: unknown[]}}} Unsent
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
    if (isSure && (await this.#mayLeave())) await returnDevice();
  }

  /** Send the notes that wait; what cannot be sent is lost only on purpose. */
  async #mayLeave() {
    const { notes } = this.context;
    if (!notes?.noteStore.waiting.length) return true;
    await sendPending();
    const count = notes.noteStore.waiting.length;
    if (!count) return true;
    return confirm({
      title: t("Còn {count} ghi chú chưa gửi được", { count }),
      text: t("Máy đang mất liên lạc. Đăng xuất bây giờ thì các ghi chú này mất hẳn."),
      yes: t("Đăng xuất, bỏ ghi chú"),
      isDestructive: true,
    });
  }
}
