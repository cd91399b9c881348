/** Entrance screen: a gate that scans badges, and alerts. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { CameraController } from "../badges/camera_controller.js";
import { BadgeCodeController } from "../badges/badge_code_controller.js";
import { AlertLogController } from "../badges/alert_log_controller.js";
import { ScannerController } from "../badges/scanner_controller.js";
import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { get, post } from "../base/api.js";
import { attach } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showMeeting } from "../base/meeting_heading.js";
import { MemberStorage } from "../base/member_storage.js";
import { ConflictsController } from "../checkins/conflicts_controller.js";
import { ScanSync } from "../checkins/scan_sync.js";
import { PersonSearchController } from "../checkins/person_search_controller.js";
import { GateController } from "../checkins/gate_controller.js";
import { GateScanner } from "../checkins/gate_scanner.js";
import { GateStore } from "../checkins/gate_store.js";
import { CheckInService } from "../checkins/check_in_service.js";
import { cacheGateScreen } from "../checkins/gate_offline.js";
import { ScanResultController } from "../checkins/scan_result_controller.js";
import { AttendanceCache } from "../checkins/attendance_cache.js";
import { GateHeartbeat } from "../checkins/gate_heartbeat.js";
import { ConnectionStatusController } from "../live/connection_status_controller.js";
import { openMeeting } from "../live/open_meeting.js";
import { CacheStore } from "../offline/cache_store.js";

/** @param {number} id */
async function fetchDesk(id) {
  const desk = await get(addresses.badgesDesk(id));
  // This screen reads no documents; facts about them lead to a fresh alert log.
  return { items: [], documents: [], live: null, ...desk };
}

const { dataset } = document.body;
const { meeting: id = "", holder = "", wasm = "", desk = "" } = dataset;
/** What the camera's decoder is made of. @type {string[]} */
const decoder = JSON.parse(dataset.decoder ?? "[]");
const known = JSON.parse(document.getElementById("gate-words")?.textContent ?? "{}");
const meetingId = Number(id);

const service = new CheckInService(
  new AttendanceCache(),
  new GateStore(meetingId),
  async (scans) => {
    const body = { scans, undone: [] };
    const { results } = await post(addresses.checkinsTakeScans(meetingId), body);
    return results;
  },
);
const scanSync = new ScanSync(service, {
  roll: (after) => get(withQuery(addresses.checkinsRoll(meetingId), { after })),
  news: (after, since) =>
    get(withQuery(addresses.checkinsAttendanceChanges(meetingId), { after, since })),
  send: (body) => post(addresses.checkinsTakeScans(meetingId), body),
});
const heartbeat = new GateHeartbeat(service, (gate, said) =>
  post(addresses.checkinsGateHeartbeat(meetingId, gate), said),
);
scanSync.addEventListener("synced", () => heartbeat.sendIfDue());
scanSync.addEventListener("synced", () => showMeeting(service.meeting));
const receiver = new GateScanner(
  (reading) => service.pass(reading),
  (detail) => service.dispatchEvent(new CustomEvent("refused", { detail })),
  t("Đây không phải thẻ của hội nghị. Xin đưa mã QR trên thẻ hoặc giấy mời."),
);

attach(
  {
    "connection-status": ConnectionStatusController,
    "alert-log": AlertLogController,
    gate: GateController,
    "scan-result": ScanResultController,
    camera: CameraController,
    scanner: ScannerController,
    "badge-code": BadgeCodeController,
    "person-search": PersonSearchController,
    conflicts: ConflictsController,
    "sign-out": SignOutController,
  },
  {
    // Operators of a site work at its gates; the alert log of the meeting is not for them.
    meeting: /** @type {any} */ (desk ? openMeeting(fetchDesk) : null),
    ...{ service, scanSync, receiver, meetingId },
    memory: new MemberStorage(id, "gate"),
    ...{ sites: known.sites, roles: known.roles, mayInsist: known.may_insist },
  },
);
await scanSync.start();
await cacheGateScreen(new CacheStore(), holder, scanSync, [wasm, ...decoder]);
