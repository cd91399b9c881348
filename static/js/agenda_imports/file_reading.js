/** Upload a file and wait until the worker has read its tables. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get, send } from "../base/api.js";
import { t } from "../base/i18n.js";

const POLL_INTERVAL_MS = 500;
/** The server's limit; checked before the upload. */
const MAX_BYTES = 20_000_000;

/**
 * @param {number} meetingId
 * @param {File} file
 * @returns {Promise<{name: string, rows: string[][]}[]>} its tables
 */
export async function readTables(meetingId, file) {
  if (file.size > MAX_BYTES) {
    const limit = MAX_BYTES / 1_000_000;
    throw refusal(t("Tệp lớn hơn {limit} MB. Xin chia nhỏ rồi tải lại.", { limit }));
  }
  const url = addresses.agendaImportsUpload(meetingId);
  const { draft } = await send(withQuery(url, { name: file.name }), file);
  for (;;) {
    const state = await get(
      withQuery(addresses.agendaImportsFileState(meetingId), { draft }),
    );
    if (state.phase === "read") return state.tables;
    if (state.phase === "refused") throw refusal(state.message);
    if (state.phase === "failed")
      throw refusal(t("Không đọc được tệp này. Xin mở tệp, sao chép bảng rồi dán."));
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}

/** @param {string} message */
function refusal(message) {
  return new ApiError(422, "refused", message);
}
