/** Create the room for the page's meeting and member. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { retryDeadlines } from "../base/deadline.js";
import { MemberStorage } from "../base/member_storage.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { t } from "../base/i18n.js";
import { keepAwake } from "../base/wake_lock.js";
import {
  overwriteLoaded,
  imageAddress,
  trackLoadedFiles,
  wordsAddress,
} from "../documents/page_file_cache.js";
import { Reader } from "../documents/reader/reader.js";
import { openMeeting } from "../live/open_meeting.js";
import { announceVersionMoves } from "./version_move_toast.js";
import { Room } from "./room.js";
import { PaintReporter } from "./paint_reporter.js";

/** @typedef {import("./room.js").PageSource} PageSource */

/** A turn is asked for again on a fresh connection; asked twice, it is made once. */
const TURN_DEADLINES_MS = retryDeadlines(4000, 1500, 6000);

/**
 * @typedef {object} Options
 * @property {boolean} [isInteractive]
 * @property {import("../live/live_meeting.js").Parts["cachedSnapshot"]} [cachedSnapshot]
 */

/**
 * @param {(memory: MemberStorage, memberId: number) => PageSource} createPageSource
 * @param {Options} [options]
 * @returns {Room}
 */
export function createRoom(
  createPageSource,
  { isInteractive = true, cachedSnapshot } = {},
) {
  const { meeting: id = "", member = "" } = document.body.dataset;
  const memory = new MemberStorage(id, member || "-");
  const element = document.querySelector(".reader");
  if (!(element instanceof HTMLElement)) throw new Error("no reader");
  keepAwake();
  trackLoadedFiles();
  const room = new Room({
    meeting: openMeeting(undefined, cachedSnapshot),
    memory,
    pageSource: createPageSource(memory, Number(member)),
    makeReader: (room) =>
      new Reader(element, {
        isInteractive,
        step: (step) => room.step(step),
        turnStartPosition: () => room.position,
        fetchPages: (document) => get(addresses.documentsReadingPages(id, document)),
        source: {
          image: imageAddress,
          isDrawn: (document) => room.paper(document)?.is_marked === true,
          words: (document, sha) => get(wordsAddress(document, sha)),
          isReadElsewhere: globalThis.document.querySelector(".text") !== null,
        },
        forgotten: overwriteLoaded,
      }),
    ask: (position) =>
      post(addresses.pagesyncTurnPage(id), position, TURN_DEADLINES_MS),
    failed: showError,
    refused: () =>
      toast(t("Người khác đang điều khiển trang. Xin lấy lại quyền trước.")),
  });
  reportPaintedPages(room);
  if (isInteractive) announceVersionMoves(room, toast);
  return room;
}

/** @param {Room} room whose painted pages are reported */
function reportPaintedPages(room) {
  const reporter = new PaintReporter((report) => room.meeting.reporter.show(report));
  room.watch(({ state, pageSource }) => {
    if (state) reporter.expect(state.n, pageSource.mode, pageSource.showing);
  });
  document.addEventListener("page-painted", (event) => {
    reporter.onPainted(/** @type {CustomEvent} */ (event).detail);
  });
  document.addEventListener("visibilitychange", () => {
    reporter.onVisibility(document.visibilityState === "hidden");
  });
}
