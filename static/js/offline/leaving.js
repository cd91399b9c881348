/** Handing the tablet back: nothing of its holder stays, with or without the server. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { forgetHolders } from "../base/memory.js";
import { Vault } from "./vault.js";
import { beginLeaving, finishLeaving } from "./wiping.js";

/** Nobody answers: knock again after so long. */
const AGAIN_MS = 3000;

/** The screen of whoever comes next takes the place of the last one's. */
function goIdle() {
  location.replace(addresses.badgesShowIdle());
}

/** Forget the holder and sign out; while nobody answers, say so and try again. */
export async function leave() {
  await forgetHolders();
  const vault = new Vault();
  await beginLeaving(vault);
  if (await finishLeaving(vault)) return goIdle();
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
  while (!(await finishLeaving(vault))) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  goIdle();
}
