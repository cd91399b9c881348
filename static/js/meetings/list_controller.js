/** The list of meetings: making one, and copying one. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { field, sentenceInput } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { asSent, MeetingFields, NO_PIN, USUAL_LEASE } from "./meeting_form.js";

/**
 * Ask for something in a dialog; the form stays open until the server has taken it.
 * @param {string} title
 * @param {HTMLElement[]} fields
 * @param {string} deed
 * @param {() => Promise<{id: number}>} send
 */
function ask(title, fields, deed, send) {
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const { id } = await send();
      location.assign(addresses.secretariatSecretary(id));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, "error");
    }
  };
  const dialog = el(
    "dialog",
    { class: "ask ask--form", onclose: () => dialog.remove() },
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
        el("button", { class: "button button--primary" }, deed),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** @extends {Controller<object>} */
export class CreateMeetingController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => {
      const words = {
        title: "",
        body_name: "",
        place: "",
        starts_at: "",
        lease_hours: USUAL_LEASE,
        pin_mode: NO_PIN,
      };
      const fields = new MeetingFields((typed) => Object.assign(words, typed));
      fields.show(words);
      ask(t("Hội nghị mới"), fields.elements, t("Tạo hội nghị"), () =>
        post(addresses.meetingsCreateMeeting(), asSent(words)),
      );
    });
  }
}

/** @extends {Controller<object>} */
export class CloneMeetingController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", () => this.#ask());
  }

  #ask() {
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
    ask(t("Sao chép hội nghị"), fields, t("Sao chép"), () =>
      post(addresses.secretariatCloneMeeting(meeting), {
        title: name.value,
        with_members: people.checked,
      }),
    );
  }
}
