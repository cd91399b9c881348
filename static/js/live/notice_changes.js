/** Events of announcements and service calls, applied without a new snapshot. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */

/**
 * An announcement to one site concerns the screens of that site only, which fetch its
 * text; those who may announce list it.
 * @param {Snapshot} state
 * @param {any} event
 * @returns {Snapshot | "unknown"}
 */
function siteAnnouncement(state, { n, kind, announcement_id: id, site_id: siteId }) {
  const before = state.site_announcements;
  if (siteId === null || !before || state.announcements_made) return "unknown";
  const others = before.filter((one) => one.id !== id);
  const isMade = kind === "announcement_made";
  const made = isMade ? [{ id, site_id: siteId }] : [];
  return { ...state, n, site_announcements: [...made, ...others] };
}

/** @type {Record<string, (state: Snapshot, event: any) => Snapshot | "unknown">} */
export const NOTICE_CHANGES = {
  // The desk of service calls has a state of its own, which lists them.
  service_call_changed: (state, { n }) =>
    "calls" in state ? "unknown" : { ...state, n },
  announcement_made: siteAnnouncement,
  announcement_withdrawn: siteAnnouncement,
};
