/** Puts a room together for the page's meeting and holder. */

import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { deadlines } from "../base/deadline.js";
import { Memory } from "../base/memory.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";
import { t } from "../base/i18n.js";
import { keepAwake } from "../base/wake_lock.js";
import {
  forgetLoaded,
  imageAddress,
  noteLoaded,
  wordsAddress,
} from "../documents/addresses.js";
import { Reader } from "../documents/reader/reader.js";
import { openMeeting } from "../live/meeting.js";
import { tellMovesOn } from "./moved_on.js";
import { Room } from "./room.js";
import { Witness } from "./witness.js";

/** @typedef {import("./room.js").Pilot} Pilot */

/** A turn is asked for again on a fresh connection; asked twice, it is made once. */
const TURN_MS = deadlines(4000, 1500, 6000);

/**
 * @typedef {object} Options
 * @property {boolean} [isTouchable]
 * @property {import("../live/connection.js").Parts["keptSnapshot"]} [keptSnapshot]
 */

/**
 * @param {(memory: Memory, memberId: number) => Pilot} makePilot
 * @param {Options} [options]
 * @returns {Room}
 */
export function makeRoom(makePilot, { isTouchable = true, keptSnapshot } = {}) {
  const { meeting: id = "", member = "" } = document.body.dataset;
  const memory = new Memory(id, member || "-");
  const element = document.querySelector(".reader");
  if (!(element instanceof HTMLElement)) throw new Error("no reader");
  keepAwake();
  noteLoaded();
  const room = new Room({
    meeting: openMeeting(undefined, keptSnapshot),
    memory,
    pilot: makePilot(memory, Number(member)),
    makeReader: (room) =>
      new Reader(element, {
        isTouchable,
        step: (step) => room.step(step),
        turnsFrom: () => room.place,
        fetchPages: (document) => get(addresses.documentsReadingPages(id, document)),
        source: {
          image: imageAddress,
          isDrawn: (document) => room.paper(document)?.is_marked === true,
          words: (document, sha) => get(wordsAddress(document, sha)),
          isReadElsewhere: globalThis.document.querySelector(".text") !== null,
        },
        forgotten: forgetLoaded,
      }),
    ask: (place) => post(addresses.pagesyncTurnPage(id), place, TURN_MS),
    failed: sayError,
    refused: () =>
      toast(t("Người khác đang điều khiển trang. Xin lấy lại quyền trước.")),
  });
  bearWitness(room);
  if (isTouchable) tellMovesOn(room, toast);
  return room;
}

/** @param {Room} room whose screen tells the server what it really shows */
function bearWitness(room) {
  const witness = new Witness((report) => room.meeting.reporter.show(report));
  room.watch(({ state, pilot }) => {
    if (state) witness.wants(state.n, pilot.mode, pilot.showing);
  });
  document.addEventListener("page-painted", (event) => {
    witness.painted(/** @type {CustomEvent} */ (event).detail);
  });
  document.addEventListener("visibilitychange", () => {
    witness.hidden(document.visibilityState === "hidden");
  });
}
