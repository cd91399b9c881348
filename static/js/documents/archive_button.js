/** Button for the archive file (PDF/A) of a scanned document. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { ExportPoller, isBusy } from "../exports/export_poller.js";
import { button } from "./document_buttons.js";

/** @typedef {import("../exports/export_poller.js").Export} Export */

/** @param {import("../live/messages.js").MeetingDocument} paper */
export function canBeArchived({ state, recognition }) {
  return state === "ready" && ["done", "partly"].includes(recognition);
}

/**
 * Say how far it is; nothing once it is there.
 * @param {Pick<Export, "state" | "done" | "total">} archive
 */
export function archiveStatusText(archive) {
  const { state, done, total } = archive;
  if (state === "failed") return t("Chưa tạo được bản lưu trữ. Xin thử lại.");
  if (!isBusy(archive)) return "";
  if (!total) return t("Đang chờ tạo bản lưu trữ…");
  return t("Đang tạo bản lưu trữ: trang {done}/{total}", { done, total });
}

/**
 * The button, and below it while the file is made a way to stop and how far it is.
 * @param {number} meeting
 * @param {number} paper
 */
export function archiveButton(meeting, paper) {
  const statusText = el("span", { class: "small faint", role: "status" });
  const stop = button(t("Dừng tạo"), () =>
    poller.send(addresses.archivingStop(meeting, paper)),
  );
  const take = button(t("Tải bản lưu trữ (PDF/A)"), () => {
    step = "asked";
    show(true);
    return poller.refresh();
  });
  const state = el("div", { class: "archive-state" }, stop, statusText);
  const element = el("div", { class: "archive" }, take, state);
  stop.hidden = true;
  /** @type {"idle" | "asked" | "begun"} what was done since the button was pressed */
  let step = "idle";

  /** @param {boolean} isRunning */
  const show = (isRunning) => {
    take.disabled = isRunning;
    stop.hidden = !isRunning;
  };
  /** @param {Export} archive */
  const draw = (archive) => {
    statusText.textContent = archiveStatusText(archive);
    const isCurrent = archive.state === "ready" && !archive.is_old;
    const mustBegin = step === "asked" && !isCurrent && !isBusy(archive);
    show(mustBegin || isBusy(archive));
    if (isCurrent && step !== "idle") {
      location.assign(addresses.archivingTake(meeting, paper));
    }
    if (mustBegin) poller.send(addresses.archivingBegin(meeting, paper));
    step = mustBegin || isBusy(archive) ? "begun" : "idle";
  };
  const poller = new ExportPoller(
    () => addresses.archivingState(meeting, paper),
    draw,
    {
      // The panel may have been closed: the file is made all the same.
      isShown: () => element.isConnected,
      onError: (error) => {
        step = "idle";
        show(false);
        showError(error);
      },
    },
  );
  return element;
}
