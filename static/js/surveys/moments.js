/** Times as the office types them, in Vietnam's time. */

import { ApiError } from "../base/api.js";
import { parseLocalInput } from "../base/date_time_field.js";
import { t } from "../base/i18n.js";

/**
 * @param {string} typed `23/11/2026 07:30`, or nothing
 * @returns {string | null} ISO 8601 with its zone
 */
export function readMoment(typed) {
  const local = parseLocalInput(typed);
  if (local === null)
    throw new ApiError(422, "no_moment", t("Xin nhập giờ như 23/11/2026 07:30."));
  return local ? `${local}:00+07:00` : null;
}
