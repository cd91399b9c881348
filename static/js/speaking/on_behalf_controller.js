/** Form with which a secretary or an operator asks for the floor for somebody else. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { KINDS, kindLabel } from "./labels.js";
import { MemberField } from "./member_field.js";

const LONGEST_TOPIC = 200;

/** @extends {Controller<{meeting: import("../live/live_meeting.js").LiveMeeting}>} */
export class OnBehalfController extends Controller {
  #meetingId = this.context.meeting.parts.meetingId;
  #member = new MemberField(this.#meetingId, t("Người phát biểu"));
  #kind = select(
    KINDS.map((kind) => ({ value: kind, label: kindLabel(kind) })),
    () => {},
  );
  #topic = el("input", { type: "text", maxlength: LONGEST_TOPIC, autocomplete: "off" });

  /** @override */
  start() {
    this.#kind.value = "discussion";
    this.target("fields").replaceChildren(
      this.#member.element,
      field(t("Hình thức"), this.#kind),
      field(t("Nội dung muốn nói (không bắt buộc)"), this.#topic),
    );
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  async #send() {
    const { member } = this.#member;
    if (!this.#member.check() || !member) return;
    const button = /** @type {HTMLButtonElement} */ (this.target("submit"));
    button.disabled = true;
    try {
      const form = {
        member_id: member.id,
        kind: this.#kind.value,
        topic: this.#topic.value.trim(),
      };
      await post(addresses.speakingAsk(this.#meetingId), form);
      toast(t("Đã đăng ký cho {name}.", { name: member.name }));
      this.#member.clear();
      this.#topic.value = "";
      document.dispatchEvent(new Event("floor-asked"));
    } catch (error) {
      showError(error);
    } finally {
      button.disabled = false;
    }
  }
}
