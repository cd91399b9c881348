/** The form of a consultation that is not sent yet. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { dateTimeField, parseLocalInput } from "../base/date_time_field.js";
import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";
import { draftDetails } from "./draft_values.js";

/** @extends {Controller<{meetingId: number}>} */
export class ConsultationDraftController extends Controller {
  /** @type {HTMLInputElement | null} */
  #deadline = null;
  #isDirty = false;

  /** @override */
  start() {
    this.#addDeadline();
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#run("save", () => this.#save());
    });
    this.on(this.target("send"), "click", () => this.#run("send", () => this.#send()));
    const remove = this.element.querySelector('[data-target="remove"]');
    if (remove) this.on(remove, "click", () => this.#remove());
    for (const change of ["input", "change"]) {
      this.on(this.element, change, () => {
        this.#isDirty = true;
      });
    }
    this.on(window, "beforeunload", (event) => {
      if (this.#isDirty) event.preventDefault();
    });
  }

  #addDeadline() {
    const { deadline = "" } = this.element.dataset;
    const value = deadline ? toLocalInput(deadline) : "";
    this.#deadline = dateTimeField({ value, required: true });
    this.#deadline.id = "deadline";
    this.target("deadline").append(this.#deadline);
  }

  /** @param {string} name */
  #chosen(name) {
    const checked = this.element.querySelectorAll(`input[name="${name}"]:checked`);
    const boxes = /** @type {HTMLInputElement[]} */ ([...checked]);
    return boxes.map((box) => Number(box.value));
  }

  get #details() {
    const form = /** @type {HTMLFormElement} */ (this.element);
    return draftDetails(Object.fromEntries(new FormData(form)), {
      deadline: parseLocalInput(this.#deadline?.value ?? "") || "",
      members: this.#chosen("member"),
      documents: this.#chosen("document"),
    });
  }

  /**
   * Do it once; a refusal is shown above the buttons.
   * @param {string} name of the button
   * @param {() => Promise<void>} act
   */
  async #run(name, act) {
    const form = /** @type {HTMLFormElement} */ (this.element);
    const button = /** @type {HTMLButtonElement} */ (this.target(name));
    const refusal = this.target("refusal");
    refusal.hidden = true;
    if (!form.reportValidity()) return;
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
      refusal.scrollIntoView({ block: "nearest" });
    }
    button.disabled = false;
  }

  /** Store it; resolves to its id and revision. */
  async #store() {
    const { meetingId } = this.context;
    const id = Number(this.element.dataset.consultation);
    const details = this.#details;
    if (!id) {
      const added = await post(addresses.consultationsAdd(meetingId), details);
      this.element.dataset.consultation = added.id;
      this.element.dataset.revision = added.revision;
      return added;
    }
    const revision = Number(this.element.dataset.revision);
    const changed = await post(addresses.consultationsChange(meetingId, id), {
      details,
      revision,
    });
    this.element.dataset.revision = changed.revision;
    return { id, revision: changed.revision };
  }

  async #save() {
    const { id } = await this.#store();
    this.#isDirty = false;
    location.assign(addresses.consultationsShow(this.context.meetingId, id));
  }

  async #send() {
    const isSure = await confirm({
      title: t("Gửi phiếu lấy ý kiến?"),
      text: t(
        "Mỗi người được chọn nhận thông báo và trả lời đến hết hạn. Gửi rồi không sửa nội dung được nữa.",
      ),
      yes: t("Gửi phiếu"),
    });
    if (!isSure) return;
    const { id, revision } = await this.#store();
    const { meetingId } = this.context;
    await post(addresses.consultationsSend(meetingId, id), { revision });
    this.#isDirty = false;
    location.assign(addresses.consultationsShow(meetingId, id));
  }

  async #remove() {
    const isSure = await confirm({
      title: t("Xoá bản soạn này?"),
      text: t("Phiếu chưa gửi cho ai. Xoá rồi không lấy lại được."),
      yes: t("Xoá bản soạn"),
      isDestructive: true,
    });
    if (!isSure) return;
    await this.#run("remove", async () => {
      const { meetingId } = this.context;
      const id = Number(this.element.dataset.consultation);
      await post(addresses.consultationsRemove(meetingId, id));
      this.#isDirty = false;
      location.assign(addresses.consultationsShowAll(meetingId));
    });
  }
}
