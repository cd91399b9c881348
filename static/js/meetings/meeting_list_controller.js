/** List of meetings: create and clone. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { field, sentenceInput } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { openModal } from "../base/modal_dialog.js";
import { toast } from "../base/toast.js";
import {
  meetingPayload,
  MeetingFields,
  NO_PIN,
  DEFAULT_LEASE_HOURS,
} from "./meeting_form.js";

/**
 * Ask for something in a dialog; the form stays open until the server has taken it.
 * @param {string} title
 * @param {HTMLElement[]} fields
 * @param {string} submitLabel
 * @param {() => Promise<{id: number}>} send
 */
function openFormDialog(title, fields, submitLabel, send) {
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const { id } = await send();
      location.assign(addresses.meetingAdminSecretary(id));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, "error");
    }
  };
  const dialog = el(
    "dialog",
    { class: "ask ask--form" },
    el(
      "form",
      { class: "stack", onsubmit: submit },
      el("h2", {}, title),
      ...fields,
      el(
        "div",
        { class: "row ask-answers" },
        el(
          "button",
          { class: "button", type: "button", onclick: () => dialog.close() },
          t("Không"),
        ),
        el("button", { class: "button button--primary" }, submitLabel),
      ),
    ),
  );
  openModal(dialog);
}

/** @extends {Controller<object>} */
export class CreateMeetingController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => {
      const values = {
        title: "",
        body_name: "",
        place: "",
        starts_at: "",
        lease_hours: DEFAULT_LEASE_HOURS,
        pin_mode: NO_PIN,
      };
      const fields = new MeetingFields((changed) => Object.assign(values, changed));
      fields.show(values);
      openFormDialog(t("Hội nghị mới"), fields.elements, t("Tạo hội nghị"), () =>
        post(addresses.meetingsCreateMeeting(), meetingPayload(values)),
      );
    });
  }
}

/** @extends {Controller<object>} */
export class CloneMeetingController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.#openDialog());
  }

  #openDialog() {
    const { meeting = "", title = "" } = this.element.dataset;
    const name = sentenceInput(() => {});
    name.value = t("{title} (bản sao)", { title });
    const people = el("input", { type: "checkbox" });
    const hint = t(
      "Chương trình và tài liệu luôn được chép; tài liệu trở về bản nháp.",
    );
    const fields = [
      field(t("Tên hội nghị mới"), name, hint),
      el("label", { class: "choice" }, people, t("Chép cả danh sách đại biểu")),
    ];
    openFormDialog(t("Sao chép hội nghị"), fields, t("Sao chép"), () =>
      post(addresses.meetingAdminCloneMeeting(meeting), {
        title: name.value,
        with_members: people.checked,
      }),
    );
  }
}
