/** Ask for another deadline. */

import { dateTimeField, parseLocalInput } from "../base/date_time_field.js";
import { field } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";
import { withZone } from "./draft_values.js";
import { openSendingDialog } from "./sending_dialog.js";

/**
 * @param {string} deadline the present one, with its zone
 * @param {(deadline: string) => Promise<unknown>} send takes the new one, with its zone
 * @returns {Promise<boolean>} whether it was changed
 */
export function changeDeadline(deadline, send) {
  const input = dateTimeField({ value: toLocalInput(deadline), required: true });
  return openSendingDialog({
    title: t("Đổi hạn trả lời"),
    content: [field(t("Hạn mới"), input)],
    yes: t("Đổi hạn"),
    send: () => send(withZone(parseLocalInput(input.value) ?? "")),
  });
}
