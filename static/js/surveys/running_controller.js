/** Open, close, copy and remove a survey; invitations. */

import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { makeSurvey } from "./making.js";
import { readMoment } from "./moments.js";

/** @typedef {{code: string, name: string, url: string}} Invitation */

/** @extends {Controller<{surveyId: number, meetingId: number}>} */
export class SurveyRunningController extends Controller {
  /** @override */
  start() {
    const { surveyId: id } = this.context;
    this.#press("open", () => this.#open(addresses.surveysOpen(id)));
    this.#press("close", () => this.#reload(addresses.surveysClose(id), CLOSING()));
    this.#press("remove", () => this.#remove());
    this.#press("copy", () => makeSurvey(this.context.meetingId, { copy_of: id }));
    this.#press("set-time", () => this.#setTime());
    this.#press("invite", () => this.#invite());
  }

  /**
   * @param {string} name of a button that may be missing
   * @param {() => Promise<unknown>} act
   */
  #press(name, act) {
    const button = this.element.querySelector(`[data-target="${name}"]`);
    if (!(button instanceof HTMLElement)) return;
    this.on(button, "click", async () => {
      try {
        await act();
      } catch (error) {
        showError(error);
      }
    });
  }

  /**
   * What is not saved yet would be missing in what is opened.
   * @param {import("../base/address_builder.js").PostAddress} address
   */
  async #open(address) {
    if (document.querySelector("[data-changed]"))
      throw new ApiError(409, "not_saved", t("Có thay đổi chưa lưu. Xin lưu rồi mở."));
    await this.#reload(address, OPENING());
  }

  /**
   * @param {import("../base/address_builder.js").PostAddress} address
   * @param {import("../base/confirm.js").Question} question
   */
  async #reload(address, question) {
    if (!(await confirm(question))) return;
    await post(address);
    location.reload();
  }

  async #remove() {
    if (!(await confirm(REMOVING()))) return;
    await post(addresses.surveysRemove(this.context.surveyId));
    location.assign(document.body.dataset.home ?? "");
  }

  async #setTime() {
    const field = /** @type {HTMLInputElement} */ (this.target("time"));
    const body = { closes_at: readMoment(field.value) };
    await post(addresses.surveysSetTime(this.context.surveyId), body);
    location.reload();
  }

  async #invite() {
    const field = /** @type {HTMLTextAreaElement} */ (this.target("people"));
    const words = field.value.trim();
    const people = words.split("\n").map((line) => {
      const [name = "", unit = ""] = line.split(/[\t;]/).map((part) => part.trim());
      return { name, unit };
    });
    const body = /^\d+$/.test(words) ? { count: Number(words) } : { people };
    const address = addresses.surveysInvite(this.context.surveyId);
    const { invitations } = await post(address, body);
    this.#showInvitations(invitations);
  }

  /** @param {Invitation[]} invitations */
  #showInvitations(invitations) {
    this.target("invitations").hidden = false;
    this.target("invitation-lines").replaceChildren(
      ...invitations.map(({ code, name, url }) =>
        el(
          "tr",
          {},
          el("td", {}, name),
          el("td", {}, el("code", {}, code)),
          el("td", {}, url),
        ),
      ),
    );
  }
}

const OPENING = () => ({
  title: t("Mở khảo sát này?"),
  text: t("Khi đã mở thì không sửa câu hỏi được nữa."),
  yes: t("Mở khảo sát"),
});
const CLOSING = () => ({
  title: t("Đóng khảo sát này?"),
  text: t("Từ lúc này không ai gửi câu trả lời được nữa."),
  yes: t("Đóng khảo sát"),
});
const REMOVING = () => ({
  title: t("Xoá phiếu này?"),
  text: t("Câu hỏi và mã mời mất hẳn."),
  yes: t("Xoá phiếu"),
  isDestructive: true,
});
