/** How long an announced result stays, in milliseconds. */
export const RESULT_MS = 120_000;

/**
 * When results were announced. A screen that was not there counts them as old, unless the
 * server says when it was.
 */
export class AnnouncedResults {
  /** @type {Map<number, number>} */
  at = new Map();
  #isFirst = true;

  /**
   * @param {any} state
   * @param {number} now
   */
  update(state, now) {
    for (const { id, state: step, announced_at: moment } of state.votes ?? []) {
      if (step !== "announced") this.at.delete(id);
      else if (!this.at.has(id)) {
        this.at.set(id, Date.parse(moment ?? "") || (this.#isFirst ? 0 : now));
      }
    }
    this.#isFirst = false;
  }
}

/**
 * Whether a result has been shown long enough, or something else has begun since.
 * @param {any} state
 * @param {number} now
 * @param {number} announcedAt
 */
export function isResultOver({ meeting, live, timers }, now, announcedAt) {
  const begun = [live.item_started_at, timers?.speaker?.running_since];
  return (
    meeting.state === "adjourned" ||
    now - announcedAt > RESULT_MS ||
    begun.some((moment) => Date.parse(moment ?? "") > announcedAt)
  );
}
