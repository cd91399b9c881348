/**
 * Toast for followers who were moved to the new version of a document. Readers who read
 * alone are offered the new version instead.
 */

import { t } from "../base/i18n.js";
import { isMoveToNewest } from "../documents/versions.js";

/** @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {{pageSource: Pick<import("./room.js").PageSource, "mode" | "showing">,
 *   state: import("../documents/versions.js").State | null}} RoomState
 */

/**
 * Say it in one line whenever this screen has been moved on.
 * @param {{watch: (watcher: (room: RoomState) => void) => void}} room
 * @param {(text: string) => void} notify
 */
export function announceVersionMoves(room, notify) {
  /** @type {PagePosition | null} */
  let before = null;
  room.watch(({ pageSource, state }) => {
    const { showing, mode } = pageSource;
    const position = showing.kind === "page" ? showing.position : null;
    if (position && mode !== "alone" && isMoveToNewest(state, before, position)) {
      notify(t("Đã chuyển sang bản mới của tài liệu, trang {page}.", position));
    }
    before = position;
  });
}
