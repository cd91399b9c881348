/**
 * Deadlines for requests, and a count of late answers for the screen. A network that
 * keeps the connection but carries nothing would otherwise block for minutes.
 */

/**
 * The deadlines of something asked again and again. After the first silence the short
 * ones: the browser has up to five more idle connections, as dead as the first, and each
 * try uses one up before it makes a fresh one. The last gives a slow network its time.
 * @param {number} first
 * @param {number} short
 * @param {number} last
 */
export const retryDeadlines = (first, short, last) => [
  first,
  ...Array.from({ length: 5 }, () => short),
  last,
];

/** A late answer is announced after this time. */
export const LATE_AFTER_MS = 3000;

/** How many answers are late now. */
let late = 0;
/** @type {Set<(late: number) => void>} */
const watchers = new Set();

/** @param {number} change */
function addLate(change) {
  late += change;
  for (const watcher of watchers) watcher(late);
}

/** @param {(late: number) => void} watcher called with the number of late answers */
export function onLateChange(watcher) {
  watchers.add(watcher);
}

/**
 * Ask the server; what is not there in time is given up, and its connection with it.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} ask
 * @param {number} ms
 * @param {object} [how]
 * @param {AbortSignal} [how.outer] gives it up sooner
 * @param {() => boolean} [how.isWaitedFor] asked when it is late: what is fetched ahead
 *   keeps nobody waiting
 * @returns {Promise<T>}
 */
export async function withDeadline(ask, ms, { outer, isWaitedFor = () => true } = {}) {
  if (outer?.aborted) throw new Error("given up before it was asked");
  const controller = new AbortController();
  const abort = () => controller.abort();
  let isLate = false;
  const lateTimer = setTimeout(() => {
    isLate = isWaitedFor();
    if (isLate) addLate(1);
  }, LATE_AFTER_MS);
  const deadlineTimer = setTimeout(abort, ms);
  outer?.addEventListener("abort", abort);
  try {
    return await ask(controller.signal);
  } finally {
    clearTimeout(lateTimer);
    clearTimeout(deadlineTimer);
    outer?.removeEventListener("abort", abort);
    if (isLate) addLate(-1);
  }
}
