/** Notice of the reader when there is no page to show. */

import { Controller } from "../../base/controller.js";
import { t } from "../../base/i18n.js";

/**
 * @typedef {{room: {pageSource: {showing: {kind: string}, mode: string},
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @type {Record<string, () => [string, string]>} */
const NOTICES = {
  nothing: () => [
    t("Chưa có tài liệu nào được mở"),
    t(
      "Khi chủ toạ mở tài liệu, trang sẽ hiện ở đây. Đồng chí cũng có thể tự chọn tài liệu trong chương trình.",
    ),
  ],
  alone: () => [
    t("Đồng chí chưa chọn tài liệu"),
    t("Xin chọn tài liệu trong chương trình, hoặc trở về trang của chủ toạ."),
  ],
  hidden: () => [
    t("Nội dung này không dành cho đồng chí"),
    t("Trang sẽ tự hiện lại khi hội nghị chuyển sang nội dung tiếp theo."),
  ],
  withdrawn: () => [
    t("Tài liệu đã được thu hồi"),
    t("Ban tổ chức vừa thu hồi tài liệu này; máy không còn giữ trang nào của nó."),
  ],
  expired: () => [
    t("Đã quá thời gian đọc khi mất mạng"),
    t(
      "Máy không liên lạc được với máy chủ quá lâu nên không giữ tài liệu nữa. Trang sẽ tự hiện lại khi có mạng.",
    ),
  ],
};

/** @extends {Controller<Context>} */
export class ReaderNoticeController extends Controller {
  /** @override */
  start() {
    this.context.room.watch(() => this.#draw());
  }

  #draw() {
    const { showing, mode } = this.context.room.pageSource;
    this.element.hidden = showing.kind === "page";
    const kind =
      showing.kind === "nothing" && mode === "alone" ? "alone" : showing.kind;
    const [title, text] = NOTICES[kind]?.() ?? ["", ""];
    this.target("title").textContent = title;
    this.target("text").textContent = text;
  }
}
