/** Events of the hall's screens, applied without a new snapshot. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */

/**
 * @param {Snapshot} state
 * @param {any} event
 * @returns {Snapshot | "unknown"}
 */
function screenChanged(state, event) {
  const { n, screen_id: id, is_held, scene, queued, revision, changed_at } = event;
  const { screens } = state;
  // Who changed it is a name, which events do not carry.
  const screen = screens?.find((one) => one.id === id);
  if (!screens || !screen) return "unknown";
  const next = {
    ...screen,
    is_held,
    scene,
    queued,
    revision,
    changed_at,
    changed_by: "",
  };
  return { ...state, n, screens: screens.map((one) => (one.id === id ? next : one)) };
}

/** @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">} */
export const HALL_SCREEN_CHANGES = { hall_screen_changed: screenChanged };
