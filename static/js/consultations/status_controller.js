/** A consultation that was sent: remind, move the deadline, links, paper, close. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { changeDeadline } from "./deadline_dialog.js";
import { showLink } from "./link_dialog.js";
import { enterPaperAnswer } from "./paper_dialog.js";

/** @extends {Controller<{meetingId: number}>} */
export class ConsultationStatusController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => this.#press(event));
    for (const [name, act] of /** @type {[string, () => Promise<void>][]} */ ([
      ["remind", () => this.#remind()],
      ["deadline", () => this.#moveDeadline()],
      ["close", () => this.#close()],
    ])) {
      const button = this.element.querySelector(`[data-target="${name}"]`);
      if (button) this.on(button, "click", () => this.#run(act));
    }
  }

  /** @returns {[number, number]} what names the consultation in addresses */
  get #path() {
    return [this.context.meetingId, Number(this.element.dataset.consultation)];
  }

  /** @param {() => Promise<void>} act */
  async #run(act) {
    try {
      await act();
    } catch (error) {
      showError(error);
    }
  }

  async #remind() {
    const { count } = await post(addresses.consultationsRemind(...this.#path));
    // Once for each opening of the page: everybody would get it again.
    /** @type {HTMLButtonElement} */ (this.target("remind")).disabled = true;
    toast(t("Đã gửi lời nhắc tới {count} người.", { count }));
  }

  async #moveDeadline() {
    const { deadline = "" } = this.element.dataset;
    const isMoved = await changeDeadline(deadline, (chosen) =>
      post(addresses.consultationsMoveDeadline(...this.#path), { deadline: chosen }),
    );
    if (isMoved) location.reload();
  }

  async #close() {
    const isSure = await confirm({
      title: t("Kết thúc và chốt kết quả?"),
      text: t(
        "Không ai trả lời hay sửa câu trả lời được nữa. Kết quả vào sổ ghi diễn biến.",
      ),
      yes: t("Kết thúc"),
    });
    if (!isSure) return;
    await post(addresses.consultationsClose(...this.#path));
    location.reload();
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button =
      event.target instanceof Element && event.target.closest("[data-act]");
    const line = button && button.closest("[data-recipient]");
    if (!(button instanceof HTMLElement) || !(line instanceof HTMLElement)) return;
    const act = button.dataset.act === "link" ? this.#link(line) : this.#paper(line);
    act.catch(showError);
  }

  /** @param {HTMLElement} line */
  async #link(line) {
    const place = addresses.consultationsLink(
      ...this.#path,
      Number(line.dataset.recipient),
    );
    await showLink(line.dataset.name ?? "", (isNew) => post(place, { is_new: isNew }));
  }

  /** @param {HTMLElement} line */
  async #paper(line) {
    const { name = "", answer = "", text = "", revision, recipient } = line.dataset;
    const place = addresses.consultationsEnterAnswer(...this.#path, Number(recipient));
    const isStored = await enterPaperAnswer({ name, answer, text }, (entered) =>
      post(place, { ...entered, revision: Number(revision) }),
    );
    if (isStored) location.reload();
  }
}
