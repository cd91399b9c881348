/**
 * What the server is asked ends in time: a network that keeps the connection but carries
 * nothing would hold it for minutes. The screen is told soon when an answer is late.
 */

/**
 * The deadlines of something asked again and again. After the first silence the short
 * ones: the browser has up to five more idle connections, as dead as the first, and each
 * try uses one up before it makes a fresh one. The last gives a slow network its time.
 * @param {number} first
 * @param {number} short
 * @param {number} last
 */
export const deadlines = (first, short, last) => [
  first,
  ...Array.from({ length: 5 }, () => short),
  last,
];

/** Whoever waits is told after this. */
export const LATE_MS = 3000;

/** How many answers are late now. */
let late = 0;
/** @type {Set<(late: number) => void>} */
const watchers = new Set();

/** @param {number} change */
function count(change) {
  late += change;
  for (const watcher of watchers) watcher(late);
}

/** @param {(late: number) => void} watcher told how many answers are late */
export function watchLate(watcher) {
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
export async function inTime(ask, ms, { outer, isWaitedFor = () => true } = {}) {
  if (outer?.aborted) throw new Error("given up before it was asked");
  const controller = new AbortController();
  const giveUp = () => controller.abort();
  let isLate = false;
  const soon = setTimeout(() => {
    isLate = isWaitedFor();
    if (isLate) count(1);
  }, LATE_MS);
  const end = setTimeout(giveUp, ms);
  outer?.addEventListener("abort", giveUp);
  try {
    return await ask(controller.signal);
  } finally {
    clearTimeout(soon);
    clearTimeout(end);
    outer?.removeEventListener("abort", giveUp);
    if (isLate) count(-1);
  }
}
