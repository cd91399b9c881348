/** People of a meeting: search, issue and revoke badges. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { showBadge } from "./badge_dialog.js";
import { showPin } from "./pin_dialog.js";

/** Typing rests this long before the list is asked for, in milliseconds. */
const INPUT_DEBOUNCE_MS = 250;

/** @extends {Controller<{meetingId: number}>} */
export class PeopleController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #requests = 0;

  /** @override */
  start() {
    const search = this.target("search");
    this.on(search, "submit", (event) => {
      event.preventDefault();
      this.#loadList();
    });
    this.on(search, "input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#loadList(), INPUT_DEBOUNCE_MS);
    });
    this.on(this.target("list"), "click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) this.#handleAction(button.dataset);
    });
    // Typed before this script was loaded.
    if (this.#field.value !== this.#field.defaultValue) this.#loadList();
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.element.querySelector("#q"));
  }

  /** Fetch the list as the server draws it; only the last answer counts. */
  async #loadList() {
    const words = { part: "list", q: this.#field.value };
    const list = addresses.badgesShowPeople(this.context.meetingId);
    const request = ++this.#requests;
    try {
      const answer = await fetch(withQuery(list, words));
      if (!answer.ok) throw new ApiError(answer.status, "list", answer.statusText);
      const html = await answer.text();
      if (request === this.#requests) this.target("list").innerHTML = html;
    } catch {
      toast(t("Không tải được danh sách. Xin kiểm tra Wi-Fi rồi thử lại."), "error");
    }
  }

  /** @param {DOMStringMap} dataset */
  async #handleAction(dataset) {
    const { action, replaces } = dataset;
    if (action === "pin") return this.#renewPin(dataset);
    // A first badge replaces nothing: nothing to ask.
    const revokesBadge = action === "revoke" || replaces !== undefined;
    if (revokesBadge && !(await this.#confirm(action === "revoke", dataset))) return;
    try {
      await (action === "revoke" ? this.#revoke(dataset) : this.#issue(dataset));
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
    await this.#loadList();
  }

  /** @param {DOMStringMap} dataset */
  #revoke({ member = "" }) {
    return post(addresses.badgesRevokeBadge(this.context.meetingId, member));
  }

  /** @param {DOMStringMap} dataset */
  async #issue(dataset) {
    const { member = "" } = dataset;
    const url = addresses.badgesReissueBadge(this.context.meetingId, member);
    await showBadge(personOf(dataset), await post(url));
  }

  /** @param {DOMStringMap} dataset */
  async #renewPin({ member = "", name = "" }) {
    const isSure = await confirm({
      title: t("Cấp mã PIN mới cho {name}?", { name }),
      text: t("Xin xem giấy tờ tuỳ thân trước. Mã PIN cũ hết hiệu lực ngay."),
      yes: t("Cấp mã PIN mới"),
    });
    if (!isSure) return;
    try {
      const url = addresses.badgesRenewPin(this.context.meetingId, member);
      await showPin(name, (await post(url, {})).pin);
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
    await this.#loadList();
  }

  /**
   * @param {boolean} isRevocation
   * @param {DOMStringMap} dataset
   */
  #confirm(isRevocation, { name = "" }) {
    return confirm({
      title: isRevocation
        ? t("Thu hồi thẻ của {name}?", { name })
        : t("Cấp lại thẻ cho {name}?", { name }),
      text: t(
        "Thẻ đang dùng hết hiệu lực ngay, máy đang đăng nhập bằng thẻ đó bị thoát.",
      ),
      yes: isRevocation ? t("Thu hồi thẻ") : t("Cấp lại thẻ"),
      isDestructive: isRevocation,
    });
  }
}

/** @param {DOMStringMap} dataset */
function personOf({ name = "", about = "", place = "" }) {
  return { name, about, place };
}
