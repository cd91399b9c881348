/** Return the tablet: delete all data of its holder, with or without the server. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { forgetHolderData } from "../base/member_storage.js";
import { CacheStore } from "./cache_store.js";
import { markSignedOut, finishSignOut } from "./device_wipe.js";

/** Nobody answers: knock again after so long. */
const RETRY_INTERVAL_MS = 3000;

/** Open the sign-in screen in place of the holder's screen. */
function openSignInScreen() {
  location.replace(addresses.badgesShowIdle());
}

/** Delete the holder's data and sign out; retry while the server does not answer. */
export async function returnDevice() {
  await forgetHolderData();
  const cacheStore = new CacheStore();
  await markSignedOut(cacheStore);
  if (await finishSignOut(cacheStore)) return openSignInScreen();
  const dialog = el(
    "dialog",
    {
      class: "ask ask--parting",
      oncancel: (/** @type {Event} */ event) => event.preventDefault(),
    },
    el("h2", {}, t("Máy này đã xoá hết tài liệu và ghi chú của đồng chí")),
    el(
      "p",
      {},
      t(
        "Đang mất liên lạc với máy chủ. Có mạng lại là máy tự đăng xuất, xin để yên máy.",
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  while (!(await finishSignOut(cacheStore))) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL_MS));
  }
  openSignInScreen();
}
