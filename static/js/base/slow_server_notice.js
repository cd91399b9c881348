/** Notice on any screen that the server has not answered yet. */

import { onLateChange } from "./deadline.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";

/** @type {HTMLElement | null} */
let notice = null;

onLateChange((late) => {
  if (!late) {
    notice?.remove();
    notice = null;
    return;
  }
  if (notice) return;
  notice = el(
    "p",
    { class: "late-notice", role: "status" },
    t("Máy chủ chưa trả lời. Xin đợi trong giây lát."),
  );
  // Inside an open dialog, which is in the top layer.
  const dialogs = document.querySelectorAll("dialog[open]");
  (dialogs[dialogs.length - 1] ?? document.body).append(notice);
});
