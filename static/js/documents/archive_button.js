/** Button for the archive file (PDF/A) of a scanned document. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { button } from "./document_buttons.js";

/** @typedef {{state: string, done: number, total: number, is_old: boolean}} Archive */

const POLL_INTERVAL_MS = 1000;

/** @param {import("../live/messages.js").MeetingDocument} paper */
export function canBeArchived({ state, recognition }) {
  return state === "ready" && ["done", "partly"].includes(recognition);
}

/**
 * Say how far it is; nothing once it is there.
 * @param {Archive} archive
 */
export function archiveStatusText({ state, done, total }) {
  if (state === "failed") return t("Chưa tạo được bản lưu trữ. Xin thử lại.");
  if (state !== "running") return "";
  if (!total) return t("Đang chờ tạo bản lưu trữ…");
  return t("Đang tạo bản lưu trữ: trang {done}/{total}", { done, total });
}

/**
 * @param {number} meeting
 * @param {number} paper
 */
function archiveApi(meeting, paper) {
  const take = addresses.archivingTake(meeting, paper);
  return {
    ask: () => get(addresses.archivingState(meeting, paper)),
    begin: () => post(addresses.archivingBegin(meeting, paper)),
    stop: () => post(addresses.archivingStop(meeting, paper)).catch(showError),
    take: () => location.assign(take),
  };
}

/**
 * The button, and below it while the file is made a way to stop and how far it is.
 * @param {number} meeting
 * @param {number} paper
 */
export function archiveButton(meeting, paper) {
  const statusText = el("span", { class: "small faint", role: "status" });
  const server = archiveApi(meeting, paper);
  const stop = button(t("Dừng tạo"), server.stop);
  const take = button(t("Tải bản lưu trữ (PDF/A)"), () => begin().catch(onError));
  const state = el("div", { class: "archive-state" }, stop, statusText);
  const element = el("div", { class: "archive" }, take, state);
  stop.hidden = true;

  /** @param {boolean} isRunning */
  const show = (isRunning) => {
    take.disabled = isRunning;
    stop.hidden = !isRunning;
  };
  /** @param {unknown} error */
  const onError = (error) => {
    show(false);
    if (!(error instanceof ApiError)) throw error;
    showError(error);
  };
  const begin = async () => {
    show(true);
    const archive = await server.ask();
    const isCurrent = archive.state === "ready" && !archive.is_old;
    if (!isCurrent && archive.state !== "running") await server.begin();
    await follow();
  };
  const follow = async () => {
    const archive = await server.ask();
    statusText.textContent = archiveStatusText(archive);
    const isRunning = archive.state === "running";
    show(isRunning);
    if (archive.state === "ready") server.take();
    // The panel may have been closed: the file is made all the same.
    if (isRunning && element.isConnected) {
      setTimeout(() => follow().catch(onError), POLL_INTERVAL_MS);
    }
  };
  return element;
}
