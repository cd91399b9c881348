/** The page on which recipients of surveys and digests unsubscribe. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<any>} */
export class UnsubscribeController extends Controller {
  /** @override */
  start() {
    const [code, ...rest] = location.hash.slice(1).split(".");
    this.code = code;
    this.address = readAddress(rest.join("."));
    if (!this.address) {
      this.#refuse(t("Liên kết này không đúng hoặc bị cắt bớt."));
      return;
    }
    this.target("address").textContent = this.address;
    this.on(this.target("confirm"), "click", () => this.#confirm());
  }

  async #confirm() {
    const body = { address: this.address, code: this.code };
    try {
      await post(addresses.noticesUnsubscribingUnsubscribe(), body);
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
      return;
    }
    this.target("question").hidden = true;
    this.target("done").hidden = false;
  }

  /** @param {string} words */
  #refuse(words) {
    this.target("question").hidden = true;
    this.target("refusal").textContent = words;
    this.target("refusal").hidden = false;
  }
}

/** @param {string} text */
function readAddress(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
