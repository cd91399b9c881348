/** Which tab of the chair's screen matters now. Pure. */

import { nextStep } from "./next_step.js";

/** @typedef {"speaking" | "voting" | "page"} Tab */

/**
 * Return the tab with what is going on: that of the next step, or of those who wait.
 * @param {any} state the snapshot
 * @returns {Tab}
 */
export function tabThatMatters(state) {
  if (state.meeting.state !== "open") return "page";
  const { tab } = nextStep(state) ?? {};
  if (tab) return /** @type {Tab} */ (tab);
  return hasSpeakers(state.floor) ? "speaking" : "page";
}

/** @param {any} floor */
const hasSpeakers = (floor) =>
  Boolean(
    floor &&
      (floor.speaking || floor.interrupted || floor.question || floor.next?.length),
  );

/** Opens a tab when what matters changes, and never under somebody's hands. */
export class TabChoice {
  /** The tab that mattered last. @type {Tab | null} */
  #matters = null;
  /** @type {Tab} */
  open = "page";
  /** A tab that waits to be looked at. @type {Tab | null} */
  news = null;

  /**
   * @param {any} state the snapshot
   * @param {boolean} isInUse whether somebody is doing something in the open tab
   */
  update(state, isInUse) {
    const tab = tabThatMatters(state);
    if (tab === this.#matters) return;
    this.#matters = tab;
    if (!isInUse) this.choose(tab);
    else this.news = tab === this.open ? null : tab;
  }

  /** @param {Tab} tab */
  choose(tab) {
    this.open = tab;
    if (this.news === tab) this.news = null;
  }
}
