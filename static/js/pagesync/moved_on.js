/**
 * Tells who was moved to the new version of a paper together with the hall. Who reads by
 * himself stays where he is and is offered the new version instead.
 */

import { t } from "../base/i18n.js";
import { isNewVersion } from "../documents/versions.js";

/** @typedef {import("../documents/reader/places.js").Place} Place */
/**
 * @typedef {{pilot: Pick<import("./room.js").Pilot, "mode" | "showing">,
 *   state: import("../documents/versions.js").State | null}} Seen
 */

/**
 * Say it in one line whenever this screen has been moved on.
 * @param {{watch: (watcher: (room: Seen) => void) => void}} room
 * @param {(text: string) => void} tell
 */
export function tellMovesOn(room, tell) {
  /** @type {Place | null} */
  let before = null;
  room.watch(({ pilot, state }) => {
    const { showing, mode } = pilot;
    const place = showing.kind === "page" ? showing.place : null;
    if (place && mode !== "alone" && isNewVersion(state, before, place)) {
      tell(t("Đã chuyển sang bản mới của tài liệu, trang {page}.", place));
    }
    before = place;
  });
}
