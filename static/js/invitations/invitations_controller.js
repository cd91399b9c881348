/** Invitations by e-mail: addresses, sending, reminding. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<{meetingId: number}>} */
export class InvitationsController extends Controller {
  /** @override */
  start() {
    const { meetingId } = this.context;
    this.on(this.target("send"), "click", () =>
      this.#order(
        addresses.invitationsSend(meetingId),
        t("Gửi giấy mời cho {count} người?", { count: this.#count("send") }),
        t("Gửi giấy mời"),
      ),
    );
    this.on(this.target("remind"), "click", () =>
      this.#order(
        addresses.invitationsRemind(meetingId),
        t("Nhắc {count} người chưa trả lời?", { count: this.#count("remind") }),
        t("Gửi lời nhắc"),
      ),
    );
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      if (form.dataset.contact) this.#save(form);
      else this.#paste(form);
    });
  }

  /** @param {string} name of a button */
  #count(name) {
    return Number(this.target(name).dataset.count);
  }

  /**
   * @param {import("../base/address_builder.js").PostAddress} address
   * @param {string} title
   * @param {string} yes
   */
  async #order(address, title, yes) {
    const text = t("Thư được gửi lần lượt; không thu hồi được thư đã gửi.");
    if (!(await confirm({ title, text, yes }))) return;
    try {
      await post(address);
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }

  /** @param {HTMLFormElement} form */
  async #save(form) {
    const address = addresses.invitationsSetContact(
      this.context.meetingId,
      form.dataset.contact ?? "",
    );
    const { email, language } = Object.fromEntries(new FormData(form));
    try {
      await post(address, { email, language });
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }

  /** @param {HTMLFormElement} form */
  async #paste(form) {
    const pasted = this.target("pasted");
    pasted.hidden = true;
    try {
      const found = await post(addresses.invitationsPaste(this.context.meetingId), {
        text: String(new FormData(form).get("text")),
      });
      pasted.replaceChildren(...resultLines(found).map(paragraph));
      pasted.hidden = false;
    } catch (error) {
      showError(error);
    }
  }
}

/**
 * @param {{taken: number, unknown: string[], ambiguous: string[], wrong: string[]}} found
 */
function resultLines({ taken, unknown, ambiguous, wrong }) {
  const lines = [t("Đã nhận {taken} địa chỉ. Tải lại trang để xem.", { taken })];
  const names = (/** @type {string[]} */ list) => list.slice(0, 20).join("; ");
  if (unknown.length) {
    lines.push(t("Không có trong danh sách: {names}", { names: names(unknown) }));
  }
  if (ambiguous.length) {
    lines.push(
      t("Trùng tên, xin ghi từng người: {names}", { names: names(ambiguous) }),
    );
  }
  if (wrong.length) {
    lines.push(t("Không phải địa chỉ thư: {names}", { names: names(wrong) }));
  }
  return lines;
}

/** @param {string} text */
function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
