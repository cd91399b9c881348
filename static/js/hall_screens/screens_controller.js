/** Operator's desk of the hall's screens: choose one, prepare a scene, put it on. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { HallFactsSource } from "./hall_facts.js";
import { asHallSees } from "./hall_state.js";
import { queuedLabel, sceneLabel, screenName } from "./labels.js";
import { ScreenList } from "./screen_list.js";
import { AnnouncedResults } from "./announced_results.js";
import { isPossible, sceneOf } from "./scene_choice.js";
import { ScenePreview } from "./scene_preview.js";
import { serverNow } from "./server_time.js";

/** @typedef {import("./types.js").HallScene} HallScene */
/** @typedef {import("./types.js").HallScreen} HallScreen */

const TICK_MS = 1000;
const MAIN_SCREEN = 1;
const AUTOMATIC = { kind: "auto" };

/** @extends {Controller<{meetingId: number, meeting: any, screens: any}>} */
export class HallScreensController extends Controller {
  #chosen = MAIN_SCREEN;
  #results = new AnnouncedResults();
  #list = new ScreenList(this.target("list"), (id) => this.#choose(id));
  #shown = new ScenePreview(this.target("shown"));
  #queued = new ScenePreview(this.target("queued"));
  #facts = new HallFactsSource(this.context.meetingId, () => this.#draw());

  /** @override */
  start() {
    this.context.screens.queue = (/** @type {any} */ scene) => this.#queue(scene);
    /** @type {[string, () => void][]} */
    const buttons = [
      ["take", () => this.#take()],
      ["automatic", () => this.#show(AUTOMATIC)],
      ["clear", () => this.#queue(null)],
      ["remove", () => this.#remove()],
    ];
    for (const [name, press] of buttons) this.on(this.target(name), "click", press);
    this.on(this.target("add"), "submit", (event) => this.#add(event));
    this.on(this.target("rename"), "submit", (event) => this.#rename(event));
    this.context.meeting.watch(() => afterPress(this, () => this.#draw()));
    setInterval(() => this.#draw(), TICK_MS);
  }

  /** @returns {HallScreen[]} */
  get #screens() {
    return this.context.meeting.state?.screens ?? [];
  }

  /** @returns {HallScreen | undefined} */
  get #screen() {
    return this.#screens.find(({ id }) => id === this.#chosen) ?? this.#screens[0];
  }

  /** @param {number} id */
  #choose(id) {
    this.#chosen = id;
    this.#draw();
  }

  #draw() {
    const screen = this.#screen;
    if (!screen) return;
    const state = asHallSees(this.context.meeting.state);
    const now = serverNow();
    this.#results.update(state, now);
    const { meetingId } = this.context;
    const view = { state, now, facts: this.#facts.facts, meetingId };
    const shownOn = (/** @type {HallScreen} */ { id }) =>
      sceneOf(state, id, now, this.#results.at);
    this.#list.show(this.#screens, screen.id, shownOn, view);
    const shown = shownOn(screen);
    this.#shown.show(shown, view);
    const { queued } = screen;
    const canShow = queued && isPossible(queued, state);
    this.#queued.show(canShow ? queued : null, view);
    this.#facts.need([
      ...this.#screens.map((one) => shownOn(one).kind),
      screen.queued?.kind ?? "",
    ]);
    this.#drawWords(screen, shown, Boolean(canShow));
  }

  /**
   * @param {HallScreen} screen
   * @param {HallScene} shown
   * @param {boolean} canShow what is prepared
   */
  #drawWords(screen, shown, canShow) {
    const { id, name, is_held: isHeld, queued, changed_by: by } = screen;
    this.target("name").textContent = screenName(name);
    const held = by ? t("Đang giữ bởi {by}", { by }) : t("Đang giữ");
    this.target("mode").textContent = isHeld ? held : t("Tự động theo diễn biến");
    this.target("shown-label").textContent = sceneLabel(shown.kind);
    this.target("queued-label").textContent = queuedLabel(queued, canShow);
    const disable = (/** @type {string} */ button, /** @type {boolean} */ is) =>
      this.target(button).toggleAttribute("disabled", is);
    disable("take", !queued);
    disable("clear", !queued);
    disable("automatic", !isHeld);
    this.target("remove").hidden = id === MAIN_SCREEN;
    const path = `${addresses.screensWall(this.context.meetingId)}?screen=${id}`;
    this.target("address").setAttribute("href", path);
    this.target("address").textContent = location.origin + path;
  }

  /** @param {() => Promise<unknown>} send */
  async #send(send) {
    try {
      await send();
    } catch (error) {
      showError(error);
      this.context.meeting.refresh();
    }
  }

  /** @param {object} scene */
  #show(scene) {
    const screen = this.#screen;
    if (!screen) return;
    const { id, revision } = screen;
    const address = addresses.hallScreensOperatorShowScene(this.context.meetingId, id);
    return this.#send(() => post(address, { scene, revision }));
  }

  /** @param {object | null} scene */
  #queue(scene) {
    const screen = this.#screen;
    if (!screen) return;
    const address = addresses.hallScreensOperatorQueue(
      this.context.meetingId,
      screen.id,
    );
    return this.#send(() => post(address, { scene }));
  }

  #take() {
    const screen = this.#screen;
    if (!screen) return;
    const { id, revision } = screen;
    const address = addresses.hallScreensOperatorTake(this.context.meetingId, id);
    return this.#send(() => post(address, { revision }));
  }

  /** @param {SubmitEvent} event */
  async #add(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { name } = Object.fromEntries(new FormData(form));
    await this.#send(async () => {
      const address = addresses.hallScreensOperatorAdd(this.context.meetingId);
      const { id } = await post(address, { name });
      form.reset();
      this.#choose(id);
    });
  }

  /** @param {SubmitEvent} event */
  #rename(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { name } = Object.fromEntries(new FormData(form));
    const { meetingId } = this.context;
    this.#send(async () => {
      await post(addresses.hallScreensOperatorRename(meetingId, this.#chosen), {
        name,
      });
      form.reset();
    });
  }

  async #remove() {
    const screen = this.#screen;
    if (!screen) return;
    const isMeant = await confirm({
      title: t("Bỏ màn hình “{name}”?", { name: screenName(screen.name) }),
      text: t("Máy đang mở màn hình này sẽ tự chọn nội dung theo diễn biến."),
      yes: t("Bỏ màn hình"),
      isDestructive: true,
    });
    if (!isMeant) return;
    const { meetingId } = this.context;
    const address = addresses.hallScreensOperatorRemove(meetingId, screen.id);
    this.#send(() => post(address));
  }
}
