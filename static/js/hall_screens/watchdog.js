/**
 * Let a hall screen heal itself: it is loaded anew after repeated failures, or where the
 * server answers and the screen hears nothing of it. The hall sees no error: the last
 * picture stays until the server has answered.
 */

/** So many failures within the time are no accident, in milliseconds. */
const MOST_FAILURES = 5;
const FAILURE_WINDOW_MS = 60_000;
/** The connection heals by itself, usually within seconds. */
const LOST_MS = 90_000;
/** Drawing has stopped while the screen is seen. */
const FROZEN_MS = 30_000;
/** It does not load itself anew more often than this. */
export const RELOAD_EVERY_MS = 180_000;

/**
 * @typedef {object} ScreenHealth times in milliseconds
 * @property {number[]} failures when they were
 * @property {number | null} lostSince null: connected
 * @property {number} paintedAt
 * @property {number} reloadedAt
 */

/**
 * Whether the screen should be loaded anew.
 * @param {ScreenHealth} health
 * @param {number} now
 */
export function needsReload({ failures, lostSince, paintedAt, reloadedAt }, now) {
  if (now - reloadedAt < RELOAD_EVERY_MS) return false;
  const recent = failures.filter((at) => now - at < FAILURE_WINDOW_MS).length;
  const isLost = lostSince !== null && now - lostSince > LOST_MS;
  return recent >= MOST_FAILURES || isLost || now - paintedAt > FROZEN_MS;
}

const STORED_KEY = "hall-screen-reloaded";

export class Watchdog {
  /**
   * @param {() => Promise<boolean>} isServerThere
   * @param {() => void} reload
   */
  constructor(isServerThere, reload) {
    this.isServerThere = isServerThere;
    this.reload = reload;
    /** @type {ScreenHealth} */
    this.health = {
      failures: [],
      lostSince: null,
      paintedAt: Date.now(),
      reloadedAt: Number(sessionStorage.getItem(STORED_KEY)),
    };
  }

  /** Something has failed. */
  note() {
    this.health.failures = [...this.health.failures.slice(-MOST_FAILURES), Date.now()];
  }

  /** @param {boolean} isLost whether the connection is lost */
  onLink(isLost) {
    if (!isLost) this.health.lostSince = null;
    else this.health.lostSince ??= Date.now();
  }

  /** Look, every second or so. */
  async step() {
    const now = Date.now();
    if (document.visibilityState !== "visible") this.health.paintedAt = now;
    requestAnimationFrame(() => {
      this.health.paintedAt = Date.now();
    });
    if (!needsReload(this.health, now)) return;
    // Without a server the browser's own error page would be shown.
    this.health.reloadedAt = now;
    if (!(await this.isServerThere())) return;
    sessionStorage.setItem(STORED_KEY, String(now));
    this.reload();
  }
}
