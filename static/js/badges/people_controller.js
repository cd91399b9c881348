/** The people of a meeting: searching, issuing and revoking badges. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { ApiError, post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { showBadge } from "./badge_dialog.js";
import { showPin } from "./pin_dialog.js";

/** Typing rests this long before the list is asked for, in milliseconds. */
const TYPING_MS = 250;

/** @extends {Controller<{meetingId: number}>} */
export class PeopleController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;

  /** @override */
  start() {
    const search = this.target("search");
    this.on(search, "submit", (event) => {
      event.preventDefault();
      this.#list();
    });
    this.on(search, "input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#list(), TYPING_MS);
    });
    this.on(this.target("list"), "click", (event) => {
      const button = event.target.closest("[data-deed]");
      if (button) this.#do(button.dataset);
    });
    // Typed before anybody heard it.
    if (this.#field.value !== this.#field.defaultValue) this.#list();
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.element.querySelector("#q"));
  }

  /** Fetch the list as the server draws it; only the last answer counts. */
  async #list() {
    const words = { part: "list", q: this.#field.value };
    const list = addresses.badgesShowPeople(this.context.meetingId);
    const mine = ++this.#asked;
    try {
      const answer = await fetch(withQuery(list, words));
      if (!answer.ok) throw new ApiError(answer.status, "list", answer.statusText);
      const drawn = await answer.text();
      if (mine === this.#asked) this.target("list").innerHTML = drawn;
    } catch {
      toast(t("Không tải được danh sách. Xin kiểm tra Wi-Fi rồi thử lại."), "error");
    }
  }

  /** @param {DOMStringMap} asked */
  async #do(asked) {
    const { deed, replaces } = asked;
    if (deed === "pin") return this.#renewPin(asked);
    // A first badge replaces nothing: nothing to ask.
    const kills = deed === "revoke" || replaces !== undefined;
    if (kills && !(await this.#isSure(deed === "revoke", asked))) return;
    try {
      await (deed === "revoke" ? this.#revoke(asked) : this.#issue(asked));
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
    await this.#list();
  }

  /** @param {DOMStringMap} asked */
  #revoke({ member = "" }) {
    return post(addresses.badgesRevokeBadge(this.context.meetingId, member));
  }

  /** @param {DOMStringMap} asked */
  async #issue(asked) {
    const { member = "" } = asked;
    const url = addresses.badgesReissueBadge(this.context.meetingId, member);
    await showBadge(personOf(asked), await post(url));
  }

  /** @param {DOMStringMap} asked */
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
    await this.#list();
  }

  /**
   * @param {boolean} revokes
   * @param {DOMStringMap} asked
   */
  #isSure(revokes, { name = "" }) {
    return confirm({
      title: revokes
        ? t("Thu hồi thẻ của {name}?", { name })
        : t("Cấp lại thẻ cho {name}?", { name }),
      text: t(
        "Thẻ đang dùng hết hiệu lực ngay, máy đang đăng nhập bằng thẻ đó bị thoát.",
      ),
      yes: revokes ? t("Thu hồi thẻ") : t("Cấp lại thẻ"),
      isGrave: revokes,
    });
  }
}

/** @param {DOMStringMap} asked */
function personOf({ name = "", about = "", place = "" }) {
  return { name, about, place };
}
