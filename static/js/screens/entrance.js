/** The entrance's screen: a gate where badges are scanned, and those that need help. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { CameraController } from "../badges/camera_controller.js";
import { CodeController } from "../badges/code_controller.js";
import { DeskController } from "../badges/desk_controller.js";
import { ScannerController } from "../badges/scanner_controller.js";
import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { attach } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showMeeting } from "../base/meeting_heading.js";
import { Memory } from "../base/memory.js";
import { ConflictsController } from "../checkins/conflicts_controller.js";
import { Exchanging } from "../checkins/exchanging.js";
import { FinderController } from "../checkins/finder_controller.js";
import { GateController } from "../checkins/gate_controller.js";
import { GatePresenting } from "../checkins/gate_presenting.js";
import { GateStore } from "../checkins/gate_store.js";
import { Gatehouse } from "../checkins/gatehouse.js";
import { keepGate } from "../checkins/keeping_gate.js";
import { OutcomeController } from "../checkins/outcome_controller.js";
import { RollBook } from "../checkins/roll_book.js";
import { Telling } from "../checkins/telling.js";
import { LinkController } from "../live/link_controller.js";
import { openMeeting } from "../live/meeting.js";
import { Vault } from "../offline/vault.js";

/** @param {number} id */
async function fetchDesk(id) {
  const desk = await get(addresses.badgesDesk(id));
  // The desk reads no papers; facts about them then simply lead to a fresh desk.
  return { items: [], documents: [], live: null, ...desk };
}

const { dataset } = document.body;
const { meeting: id = "", holder = "", wasm = "", desk = "" } = dataset;
/** What the camera's decoder is made of. @type {string[]} */
const decoder = JSON.parse(dataset.decoder ?? "[]");
const known = JSON.parse(document.getElementById("gate-words")?.textContent ?? "{}");
const meetingId = Number(id);

const house = new Gatehouse(new RollBook(), new GateStore(meetingId), async (scans) => {
  const body = { scans, undone: [] };
  const { results } = await post(addresses.checkinsTakeScans(meetingId), body);
  return results;
});
const exchanging = new Exchanging(house, {
  roll: (after) => get(withQuery(addresses.checkinsRoll(meetingId), { after })),
  news: (after, since) =>
    get(withQuery(addresses.checkinsNews(meetingId), { after, since })),
  send: (body) => post(addresses.checkinsTakeScans(meetingId), body),
});
const telling = new Telling(house, (gate, said) =>
  post(addresses.checkinsHearGate(meetingId, gate), said),
);
exchanging.addEventListener("exchanged", () => telling.once());
exchanging.addEventListener("exchanged", () => showMeeting(house.meeting));
const presenting = new GatePresenting(
  (reading) => house.pass(reading),
  (detail) => house.dispatchEvent(new CustomEvent("refused", { detail })),
  t("Đây không phải thẻ của hội nghị. Xin đưa mã QR trên thẻ hoặc giấy mời."),
);

attach(
  {
    link: LinkController,
    desk: DeskController,
    gate: GateController,
    outcome: OutcomeController,
    camera: CameraController,
    scanner: ScannerController,
    code: CodeController,
    finder: FinderController,
    conflicts: ConflictsController,
    "sign-out": SignOutController,
  },
  {
    // Operators of a site stand at its gates; the desk of the whole is not theirs.
    meeting: /** @type {any} */ (desk ? openMeeting(fetchDesk) : null),
    ...{ house, exchanging, presenting, meetingId },
    memory: new Memory(id, "gate"),
    ...{ sites: known.sites, roles: known.roles, mayInsist: known.may_insist },
  },
);
await exchanging.start();
await keepGate(new Vault(), holder, exchanging, [wasm, ...decoder]);
