/** Runs on every screen of a tablet of the house: it speaks, and does what it is told. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { sendLastWords } from "../base/memory.js";
import { staticVersion } from "../base/static_files.js";
import { condition } from "../fleet/condition.js";
import { Cover, wasLocked } from "../fleet/cover.js";
import { Idleness } from "../fleet/idleness.js";
import { Pending } from "../fleet/pending.js";
import { Speaking } from "../fleet/speaking.js";
import { dropTraces } from "../fleet/traces.js";
import { calls, listen } from "../live/calls.js";
import { openSocket } from "../live/socket.js";
import { countKept } from "../offline/kept.js";
import { leave } from "../offline/leaving.js";
import { Vault } from "../offline/vault.js";

/** @typedef {import("../fleet/speaking.js").Answer} Answer */
/** @typedef {import("../fleet/speaking.js").Order} Order */

const version = staticVersion(import.meta.url);
const vault = new Vault();
const cover = new Cover();
const idleness = new Idleness(handBack);
/** @type {Answer | null} */
let known = null;

async function handBack() {
  await sendLastWords();
  await leave();
}

/** @type {Record<string, (order: Order) => unknown>} */
const DEEDS = {
  reload: () => location.reload(),
  lock: () => cover.lock(true),
  unlock: () => cover.lock(false),
  sign_out: handBack,
  identify: () => cover.identify(known?.number ?? 0, known?.name ?? ""),
  open: ({ go = addresses.badgesShowIdle() }) => location.replace(go),
};

const speaking = new Speaking({
  say: async (done) => {
    const papers = async () => (vault.isThere ? (await countKept(vault)).whole : null);
    const report = await condition(version, papers);
    return post(addresses.fleetSpeak(), { report, done });
  },
  show: (answer) => {
    known = answer;
    cover.lock(answer.is_locked || answer.orders.some(({ kind }) => kind === "lock"));
    cover.seat(answer.seat, answer.own_seat);
    idleness.allow(answer.is_held ? answer.idle_minutes : 0);
  },
  obey: async (order) => DEEDS[order.kind]?.(order),
  dismissed: () => {
    cover.lock(false);
    hangUp();
    post(addresses.fleetLeave()).catch(() => {});
  },
  pending: new Pending(),
});

if (wasLocked()) cover.lock(true);
const hangUp = calls.isServed ? () => {} : listen(openSocket);
calls.addEventListener("call", (event) => {
  speaking.called(/** @type {CustomEvent} */ (event).detail.spread);
});
// A tablet that slept, or comes out of the browser's memory, says so at once.
addEventListener("pageshow", (event) => event.persisted && speaking.called(0));
addEventListener("online", () => speaking.called(0));
const clean = () => post(addresses.fleetClean());
dropTraces(document.body.dataset.holder ?? "", clean).catch(
  // Without the server, or without storage: the next page tries again.
  () => {},
);
idleness.start();
speaking.start();
