/** Script of every screen on a managed tablet: heartbeat and commands. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { sendPending } from "../base/member_storage.js";
import { staticVersion } from "../base/static_files.js";
import { condition } from "../fleet/device_report.js";
import { DeviceOverlay, wasLocked } from "../fleet/device_overlay.js";
import { IdleTimer } from "../fleet/idle_timer.js";
import { PendingCommands } from "../fleet/pending_commands.js";
import { TabletHeartbeat } from "../fleet/tablet_heartbeat.js";
import { clearSiteData } from "../fleet/site_data.js";
import { devicePush, openPushChannel } from "../live/device_push.js";
import { openSocket } from "../live/socket.js";
import { countCached } from "../offline/cached_state.js";
import { returnDevice } from "../offline/device_return.js";
import { CacheStore } from "../offline/cache_store.js";

/** @typedef {import("../fleet/tablet_heartbeat.js").HeartbeatReply} HeartbeatReply */
/** @typedef {import("../fleet/tablet_heartbeat.js").TabletCommand} TabletCommand */

const version = staticVersion(import.meta.url);
const cacheStore = new CacheStore();
const overlay = new DeviceOverlay();
const idleTimer = new IdleTimer(returnTablet);
/** @type {HeartbeatReply | null} */
let lastReply = null;

async function returnTablet() {
  await sendPending();
  await returnDevice();
}

/** @type {Record<string, (order: TabletCommand) => unknown>} */
const COMMANDS = {
  reload: () => location.reload(),
  lock: () => overlay.lock(true),
  unlock: () => overlay.lock(false),
  sign_out: returnTablet,
  identify: () => overlay.identify(lastReply?.number ?? 0, lastReply?.name ?? ""),
  open: ({ go = addresses.badgesShowIdle() }) => location.replace(go),
};

const heartbeat = new TabletHeartbeat({
  send: async (done) => {
    const papers = async () =>
      cacheStore.isThere ? (await countCached(cacheStore)).whole : null;
    const report = await condition(version, papers);
    return post(addresses.fleetHeartbeat(), { report, done });
  },
  show: (answer) => {
    lastReply = answer;
    overlay.lock(answer.is_locked || answer.orders.some(({ kind }) => kind === "lock"));
    overlay.seat(answer.seat, answer.own_seat);
    idleTimer.setLimit(answer.is_held ? answer.idle_minutes : 0);
  },
  execute: async (order) => COMMANDS[order.kind]?.(order),
  onRemoved: () => {
    overlay.lock(false);
    closePushChannel();
    post(addresses.fleetRemoveCookie()).catch(() => {});
  },
  pendingCommands: new PendingCommands(),
});

if (wasLocked()) overlay.lock(true);
const closePushChannel = devicePush.isOnMeetingChannel
  ? () => {}
  : openPushChannel(openSocket);
devicePush.addEventListener("call", (event) => {
  heartbeat.onPush(/** @type {CustomEvent} */ (event).detail.spread);
});
// A tablet that slept, or a page restored from the back-forward cache.
addEventListener("pageshow", (event) => event.persisted && heartbeat.onPush(0));
addEventListener("online", () => heartbeat.onPush(0));
const clean = () => post(addresses.fleetClearCache());
clearSiteData(document.body.dataset.holder ?? "", clean).catch(
  // Without the server, or without storage: the next page tries again.
  () => {},
);
idleTimer.start();
heartbeat.start();
