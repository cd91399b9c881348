/** Button that shows whose page this is, and returns to the chair's page. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";

/** @typedef {import("./room.js").Room} Room */

/** @extends {Controller<{room: Room}>} */
export class FollowButtonController extends Controller {
  /** @override */
  start() {
    this.on(this.target("button"), "click", () => this.#press());
    this.context.room.watch((room) => this.#draw(room));
  }

  #press() {
    const { room } = this.context;
    if (room.pageSource.mode === "alone") room.back();
    else if (room.pageSource.mode === "leading") this.#handBack();
    else toast(t("Đồng chí đang theo chủ toạ. Muốn đọc riêng, chỉ cần tự lật trang."));
  }

  async #handBack() {
    const lead = addresses.pagesyncGiveLead(pageMeetingId());
    await post(lead, { member: null }).catch(showError);
  }

  /** @param {Room} room */
  #draw(room) {
    const { mode } = room.pageSource;
    this.element.dataset.mode = mode;
    this.target("state").textContent = stateOf(room);
    this.target("button-text").textContent = buttonOf(room);
    this.target("button").setAttribute("aria-pressed", String(mode === "following"));
  }
}

/** @param {Room} room */
function stateOf(room) {
  const { mode } = room.pageSource;
  if (mode === "alone") return t("Đang đọc riêng");
  if (mode === "leading") return t("Đồng chí đang điều khiển trang");
  const leader = room.state?.live.leader;
  if (leader) return t("{name} đang điều khiển trang", { name: leader.name });
  return t("Trang tự đổi theo chủ toạ");
}

/** @param {Room} room */
function buttonOf(room) {
  const { mode, live } = room.pageSource;
  if (mode === "following") return t("Đang theo chủ toạ");
  if (mode === "leading") return t("Trả quyền cho chủ toạ");
  if (!live) return t("Về theo chủ toạ");
  return t("Về trang chủ toạ (trang {page})", { page: live.page });
}
