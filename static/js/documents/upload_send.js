/** Upload one file with XMLHttpRequest, which reports progress; fetch does not. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError } from "../base/api.js";
import { t } from "../base/i18n.js";

/** Longer than any file system allows; a proxy would drop the request silently. */
const MAX_FILE_NAME_LENGTH = 1000;

/**
 * @param {number} meetingId
 * @returns {import("./upload.js").Send}
 */
export function sendTo(meetingId) {
  return (file, itemId, progress, replaces) =>
    new Promise((resolve, reject) => {
      if (file.name.length > MAX_FILE_NAME_LENGTH) return reject(nameTooLong());
      const request = new XMLHttpRequest();
      const url = withQuery(addresses.documentsPreparingUpload(meetingId), {
        name: file.name,
        item: itemId === null ? "" : String(itemId),
        replaces: replaces === null ? "" : String(replaces),
      });
      request.open("POST", url);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) =>
        progress(total ? loaded / total : 0),
      );
      request.addEventListener("load", () => {
        if (request.status === 201) resolve(request.response.id);
        else reject(uploadError(request));
      });
      request.addEventListener("error", () => reject(uploadError(request)));
      request.send(file);
    });
}

function nameTooLong() {
  const sentence = t("Tên tệp quá dài. Xin đặt tên ngắn hơn rồi tải lại.");
  return new ApiError(422, "name_too_long", sentence);
}

/** @param {XMLHttpRequest} request */
function uploadError(request) {
  const { error = "offline", message } = request.response ?? {};
  const sentence = t("Mất liên lạc khi đang tải lên. Xin thử lại.");
  return new ApiError(request.status, error, message ?? sentence);
}
