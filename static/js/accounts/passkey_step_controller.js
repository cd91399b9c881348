/** Second step of signing in with a passkey. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { answerOf, requestOptions } from "./passkey_codec.js";

const PARTS = ["clientDataJSON", "authenticatorData", "signature"];

/** @extends {Controller<any>} */
export class PasskeyStepController extends Controller {
  /** @override */
  start() {
    const button = /** @type {HTMLButtonElement} */ (this.target("submit"));
    this.on(button, "click", async () => {
      button.disabled = true;
      this.target("refusal").hidden = true;
      try {
        await this.#use();
      } catch (error) {
        this.#refuse(error);
      }
      button.disabled = false;
    });
  }

  async #use() {
    const options = await post(addresses.accountsAskForPasskey());
    const used = await navigator.credentials.get(requestOptions(options));
    const answer = answerOf(used, PARTS);
    const { go } = await post(addresses.accountsGivePasskey(), { answer });
    location.assign(go);
  }

  /** @param {unknown} error */
  #refuse(error) {
    const isLeft = error instanceof DOMException;
    const refusal = this.target("refusal");
    refusal.textContent = isLeft
      ? t("Máy không trả lời, hoặc đã bấm huỷ. Xin thử lại, hoặc nhập mã.")
      : error instanceof Error
        ? error.message
        : String(error);
    refusal.hidden = false;
  }
}
