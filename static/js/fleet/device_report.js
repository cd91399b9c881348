/** State of this tablet for the server; null where the browser has no value. */

/**
 * @typedef {{version: string, at: number, screen: "idle" | "reader" | "other",
 *   is_hidden: boolean, battery: number | null, is_charging: boolean | null,
 *   used: number | null, quota: number | null, papers: number | null}} DeviceReport
 */

/** @param {DOMTokenList} classes of the page's body */
function screenOf(classes) {
  if (classes.contains("sign-in")) return "idle";
  return classes.contains("tablet") ? "reader" : "other";
}

/**
 * Query a browser API that may be missing or refuse.
 * @template T
 * @param {() => Promise<T> | undefined} question
 * @returns {Promise<T | null>}
 */
async function ask(question) {
  try {
    return (await question()) ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {string} version
 * @param {() => Promise<number | null>} countPapers
 * @returns {Promise<DeviceReport>}
 */
export async function condition(version, countPapers) {
  /** @type {any} The DOM types have no battery API. */
  const machine = navigator;
  const [battery, room, papers] = await Promise.all([
    ask(() => machine.getBattery?.()),
    ask(() => navigator.storage?.estimate()),
    ask(countPapers),
  ]);
  return {
    version,
    at: Date.now(),
    screen: screenOf(document.body.classList),
    is_hidden: document.visibilityState === "hidden",
    battery: battery && Math.round(battery.level * 100),
    is_charging: battery && battery.charging,
    used: room?.usage ?? null,
    quota: room?.quota ?? null,
    papers,
  };
}
