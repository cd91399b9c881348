/** The scenes of a hall screen, over the page that it shows otherwise. */

import { SiteTexts } from "../announcements/site_texts.js";
import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { serverClock } from "../timers/server_clock.js";
import { HallFactsSource } from "./hall_facts.js";
import { withSiteTexts } from "./hall_state.js";
import { serverNow } from "./server_time.js";
import { AnnouncedResults } from "./announced_results.js";
import { chooseScene, sceneOf } from "./scene_choice.js";
import { SceneSwitcher } from "./scene_switcher.js";
import { drawScene, sceneKey } from "./scenes/all.js";
import { Watchdog } from "./watchdog.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./types.js").HallScene} HallScene */

const TICK_MS = 500;
const MAIN_SCREEN = 1;
/** A scene that could not be drawn is tried again after this time, in milliseconds. */
const RETRY_MS = 20_000;
/** The hall is empty so long after the end: the screen is free to sign in again. */
const END_MS = 900_000;
/** States in which leaving means that the meeting has ended. */
const UNDER_WAY = ["open", "adjourned"];

/** @returns {number} the screen named in the address */
export function screenNumber(search = location.search) {
  const asked = Number(new URLSearchParams(search).get("screen"));
  return Number.isInteger(asked) && asked > 0 ? asked : MAIN_SCREEN;
}

async function isServerThere() {
  try {
    return (await fetch(addresses.screensHealthz())).ok;
  } catch {
    return false;
  }
}

/** @extends {Controller<{meeting: LiveMeeting}>} */
export class HallWallController extends Controller {
  #meetingId = pageMeetingId();
  #screen = screenNumber();
  #results = new AnnouncedResults();
  #facts = new HallFactsSource(this.#meetingId, () => this.#draw());
  #siteTexts = new SiteTexts(
    this.context.meeting,
    Number(this.element.dataset.site),
    () => this.#draw(),
  );
  #watchdog = new Watchdog(isServerThere, () => location.reload());
  /** When scenes have failed, by key. @type {Map<string, number>} */
  #failed = new Map();
  /** @type {SceneSwitcher | null} */
  #switcher = null;
  #isOver = false;

  /** @override */
  start() {
    const layers = [this.target("layer-a"), this.target("layer-b")];
    this.#switcher = new SceneSwitcher(
      layers,
      (key) => this.#onShown(key),
      (key) => this.#onFailed(key),
    );
    for (const type of ["error", "unhandledrejection"]) {
      this.on(globalThis, type, () => this.#watchdog.note());
    }
    this.context.meeting.watch(({ link }) => {
      this.#watchdog.onLink(link === "lost");
      this.#siteTexts.update();
      this.#draw();
    });
    this.on(document, "meeting-left", (event) => this.#onLeft(event));
    serverClock.start(0);
    setInterval(() => this.#tick(), TICK_MS);
  }

  #tick() {
    this.#draw();
    if (!this.#isOver) this.#watchdog.step();
  }

  /**
   * The meeting has ended and signed this screen out: the hall sees no sign-in screen.
   * @param {CustomEvent<string>} event
   */
  #onLeft(event) {
    const { state } = this.context.meeting;
    if (event.detail !== "meeting_over" || !state) return;
    if (!UNDER_WAY.includes(state.meeting.state)) return;
    event.preventDefault();
    this.#isOver = true;
    setTimeout(() => location.reload(), END_MS);
    this.#draw();
  }

  /** The state, with the end, which no snapshot contains any more. */
  get #state() {
    const { state } = this.context.meeting;
    if (!state || !this.#isOver) return state;
    return { ...state, meeting: { ...state.meeting, state: "closed" } };
  }

  #draw() {
    const all = this.#state;
    if (!all) return;
    const state = withSiteTexts(all, this.#siteTexts.announcements);
    const now = serverNow();
    this.#results.update(state, now);
    const view = { state, now, facts: this.#facts.facts, meetingId: this.#meetingId };
    const scene = this.#scene(view);
    this.#facts.need([scene.kind]);
    const key = sceneKey(scene, view);
    this.#switcher?.show(key, () => drawScene(scene, view), view);
  }

  /** @param {import("./types.js").SceneView} view @returns {HallScene} */
  #scene(view) {
    const { state, now } = view;
    const wanted = sceneOf(state, this.#screen, now, this.#results.at);
    const failedAt = this.#failed.get(sceneKey(wanted, view)) ?? -Infinity;
    if (performance.now() - failedAt > RETRY_MS) return wanted;
    return chooseScene(state, now, this.#results.at);
  }

  /** @param {string} key */
  #onShown(key) {
    document.body.dataset.scene = key.split(" ", 1)[0];
  }

  /** @param {string} key */
  #onFailed(key) {
    this.#failed.set(key, performance.now());
    this.#watchdog.note();
  }
}
