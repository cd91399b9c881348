/** Dialog with the QR code that enrols tablets. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";

/** A code is renewed when so much of its life is over. */
const RENEW_AFTER_SHARE = 0.8;

/** @extends {Controller<import("./fleet_controller.js").Context>} */
export class InviteController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.#open());
  }

  async #open() {
    const code = el("img", { class: "fleet-code", alt: t("Mã QR để thêm máy") });
    const link = el("p", { class: "fleet-link small" });
    const count = el("p", { class: "fleet-joined", role: "status" });
    if (!(await this.#renew(code, link))) return;
    const dialog = el(
      "dialog",
      { class: "ask fleet-invite" },
      el("h2", {}, t("Thêm máy tính bảng")),
      el(
        "p",
        {},
        t(
          "Để máy tính bảng quét mã này, hoặc mở địa chỉ bên dưới. Một mã dùng cho nhiều máy.",
        ),
      ),
      code,
      link,
      count,
      el("form", { method: "dialog" }, el("button", { class: "button" }, t("Xong"))),
    );
    this.#watch(dialog, code, link, count);
    document.body.append(dialog);
    dialog.showModal();
  }

  /**
   * @param {HTMLDialogElement} dialog
   * @param {HTMLImageElement} code
   * @param {HTMLElement} link
   * @param {HTMLElement} count
   */
  #watch(dialog, code, link, count) {
    const { fleet, meetingId } = this.context;
    const before = fleet.state?.total ?? 0;
    const draw = () => {
      const joined = Math.max(0, (fleet.state?.total ?? before) - before);
      count.textContent = joined ? t("Đã thêm {count} máy", { count: joined }) : "";
    };
    // Poll faster while the dialog is open.
    const pollTimer = setInterval(() => fleet.refreshSoon(), 5000);
    const renewTimer = setInterval(
      () => this.#renew(code, link),
      this.#lifetimeMs * RENEW_AFTER_SHARE,
    );
    fleet.addEventListener("changed", draw);
    dialog.addEventListener("close", () => {
      clearInterval(pollTimer);
      clearInterval(renewTimer);
      fleet.removeEventListener("changed", draw);
      post(addresses.fleetEndInviting(meetingId)).catch(() => {});
      dialog.remove();
    });
  }

  #lifetimeMs = 0;

  /**
   * @param {HTMLImageElement} code
   * @param {HTMLElement} link
   * @returns {Promise<boolean>}
   */
  async #renew(code, link) {
    try {
      const invite = addresses.fleetInvite(this.context.meetingId);
      const { url, svg, seconds } = await post(invite);
      this.#lifetimeMs = seconds * 1000;
      code.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
      link.textContent = url;
      return true;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
      return false;
    }
  }
}
