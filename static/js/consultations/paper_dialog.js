/** Enter an answer that came on a signed sheet. */

import { el } from "../base/dom.js";
import { choice, field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { openSendingDialog } from "./sending_dialog.js";

/**
 * @param {{name: string, answer: string, text: string}} stored
 * @param {(entered: {answer: string, text: string}) => Promise<unknown>} send
 * @returns {Promise<boolean>} whether it was stored
 */
export function enterPaperAnswer({ name, answer, text }, send) {
  let chosen = answer;
  const options = choice(
    t("Ý kiến trên phiếu giấy"),
    [
      { value: "agree", label: t("Đồng ý"), hint: "" },
      { value: "disagree", label: t("Không đồng ý"), hint: "" },
      { value: "other", label: t("Ý kiến khác"), hint: "" },
    ],
    (value) => {
      chosen = value;
    },
  );
  options.set(answer);
  const words = el("textarea", { rows: 4, maxlength: 5000 }, text);
  return openSendingDialog({
    title: t("Phiếu giấy của {name}", { name }),
    content: [options.element, field(t("Nội dung ý kiến"), words)],
    yes: t("Lưu"),
    send: () => send({ answer: chosen, text: words.value }),
  });
}
