/** Form that opens a question: who asks whom. The panel of the floor shows how it goes on. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { MemberField } from "./member_field.js";

const LONGEST_TOPIC = 200;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class QuestioningController extends Controller {
  #meetingId = this.context.meeting.parts.meetingId;
  #asker = new MemberField(this.#meetingId, t("Người chất vấn"));
  #respondent = new MemberField(this.#meetingId, t("Người trả lời"));
  #topic = el("input", { type: "text", maxlength: LONGEST_TOPIC, autocomplete: "off" });

  /** @override */
  start() {
    this.target("fields").replaceChildren(
      this.#asker.element,
      this.#respondent.element,
      field(t("Nội dung chất vấn (không bắt buộc)"), this.#topic),
    );
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    this.context.meeting.watch(({ state }) => {
      const isOpen = Boolean(state?.floor?.question);
      this.target("form").hidden = isOpen;
      this.target("open").hidden = !isOpen;
    });
  }

  async #ask() {
    if (!this.#asker.check() || !this.#respondent.check()) return;
    const submit = /** @type {HTMLButtonElement} */ (this.target("submit"));
    submit.disabled = true;
    try {
      await post(addresses.speakingAskQuestion(this.#meetingId), {
        asker_id: this.#asker.member?.id,
        respondent_id: this.#respondent.member?.id,
        topic: this.#topic.value.trim(),
      });
      this.#asker.clear();
      this.#respondent.clear();
      this.#topic.value = "";
    } catch (error) {
      showError(error);
    } finally {
      submit.disabled = false;
    }
  }
}
