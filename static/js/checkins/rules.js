/**
 * Verdict of a scan from the data on this device. Pure functions; the server has the
 * same rules (`kiosk/checkins/rules.py`).
 *
 * @typedef {{id: number, name: string, role: string, seat: string,
 *   site: number | null, unit: string}} Person
 * @typedef {{state: string, inside: boolean, at: number, gate: number | null,
 *   reason: string}} AttendanceStatus of one person
 * @typedef {{id: number, name: string, site: number | null}} Gate
 * @typedef {{verdict: string, member?: Person, at?: number, gate?: number | null,
 *   reason?: string, isLate?: boolean}} Verdict
 */

/** @type {AttendanceStatus} */
export const UNKNOWN_ATTENDANCE = Object.freeze({
  state: "unconfirmed",
  inside: false,
  at: 0,
  gate: null,
  reason: "",
});

/** Verdicts of scans that count. */
export const COUNTED_VERDICTS = new Set(["admitted", "left", "attention"]);

/**
 * @param {object} known
 * @param {boolean} known.isAnswerable whether this device can decide
 * @param {Person | undefined} known.person whom the badge is of
 * @param {boolean} known.isRevoked whether the badge is dead
 * @param {AttendanceStatus} known.line
 * @param {object} asked
 * @param {Gate} asked.gate
 * @param {"in" | "out"} asked.direction
 * @param {boolean} asked.insists
 * @returns {Verdict}
 */
export function decide(
  { isAnswerable, person, isRevoked, line },
  { gate, direction, insists },
) {
  if (!isAnswerable) return { verdict: "needs_server" };
  if (!person) return { verdict: "unknown" };
  const { at, gate: seenAt, reason } = line;
  const said = { member: person, at, gate: seenAt, reason };
  if (isRevoked) return { verdict: "revoked", ...said };
  if (isElsewhere(person, gate) && !insists) return { verdict: "other_site", ...said };
  return { verdict: direction === "out" ? outward(line) : inward(line), ...said };
}

/** @param {AttendanceStatus} line */
function outward({ inside }) {
  return inside ? "left" : "not_inside";
}

/** @param {AttendanceStatus} line */
function inward({ inside, state }) {
  if (inside) return "already_inside";
  const isNoted = state === "absent" || state === "present_online";
  return isNoted ? "attention" : "admitted";
}

/**
 * @param {Person} person
 * @param {Gate} gate
 */
function isElsewhere(person, gate) {
  return gate.site !== null && person.site !== null && gate.site !== person.site;
}

/**
 * Return the attendance of a person after a counted scan.
 * @param {{at: number, gate: number, direction: "in" | "out"}} scan
 * @returns {AttendanceStatus}
 */
export function attendanceAfter({ at, gate, direction }) {
  const inside = direction === "in";
  return { state: "present_in_person", inside, at, gate, reason: "" };
}
