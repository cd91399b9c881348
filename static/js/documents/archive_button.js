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

/** @param {Export} archive */
function isCurrent({ state, is_old }) {
  return state === "ready" && !is_old;
}

/** The button, and below it, while the file is made, a button to stop and the progress. */
class ArchiveButton {
  /** @type {"idle" | "asked" | "begun"} what was done since the button was pressed */
  #step = "idle";
  #statusText = el("span", { class: "small faint", role: "status" });

  /** @param {[number, number]} ids of meeting and document */
  constructor(...ids) {
    this.ids = ids;
    this.take = button(t("Tải bản lưu trữ (PDF/A)"), () => this.#ask());
    this.stop = button(t("Dừng tạo"), () =>
      this.poller.send(addresses.archivingStop(...ids)),
    );
    const state = el("div", { class: "archive-state" }, this.stop, this.#statusText);
    this.element = el("div", { class: "archive" }, this.take, state);
    this.poller = new ExportPoller(
      () => addresses.archivingState(...ids),
      (archive) => this.#draw(archive),
      {
        // The panel may have been closed: the file is made all the same.
        isShown: () => this.element.isConnected && this.#step !== "idle",
        onError: (error) => {
          this.#show("idle");
          showError(error);
        },
      },
    );
    this.#show("idle");
  }

  #ask() {
    this.#show("asked");
    return this.poller.refresh();
  }

  /** @param {"idle" | "asked" | "begun"} step */
  #show(step) {
    this.#step = step;
    this.take.disabled = step !== "idle";
    this.stop.hidden = step === "idle";
  }

  /** @param {Export} archive */
  #draw(archive) {
    this.#statusText.textContent = archiveStatusText(archive);
    const step = this.#step;
    if (isBusy(archive)) return this.#show("begun");
    if (step === "asked" && !isCurrent(archive)) return this.#begin();
    this.#show("idle");
    if (step !== "idle" && isCurrent(archive)) {
      location.assign(addresses.archivingTake(...this.ids));
    }
  }

  #begin() {
    this.#show("begun");
    this.poller.send(addresses.archivingBegin(...this.ids));
  }
}

/**
 * @param {number} meeting
 * @param {number} paper
 */
export function archiveButton(meeting, paper) {
  return new ArchiveButton(meeting, paper).element;
}
