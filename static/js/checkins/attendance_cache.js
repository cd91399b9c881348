/** Attendance data in memory: people, badges by token, attendance of each person. */

import { wordsIn } from "../search/vietnamese_words.js";
import { UNKNOWN_ATTENDANCE } from "./rules.js";

/** @typedef {import("./rules.js").Person} Person */
/** @typedef {import("./rules.js").AttendanceStatus} AttendanceStatus */
/** @typedef {[id: number, name: string, role: string, seat: string, site: number | null, unit: string]} PersonRow */
/** @typedef {[name: string, member: number, isRevoked: boolean]} BadgeRow */

const MAX_RESULTS = 40;

/** @param {string} text */
function searchText(text) {
  return wordsIn(text)
    .map(({ folded }) => folded)
    .join(" ");
}

/**
 * Sort by the given name, which comes last in Vietnamese names.
 * @param {string} one
 * @param {string} other
 */
function byGivenName(one, other) {
  const last = (/** @type {string} */ name) => name.split(" ").at(-1) ?? "";
  return last(one).localeCompare(last(other), "vi") || one.localeCompare(other, "vi");
}

export class AttendanceCache {
  /** @type {Map<number, Person>} */
  people = new Map();
  /** @type {Map<string, {member: number, isRevoked: boolean}>} */
  badges = new Map();
  /** @type {Map<number, AttendanceStatus>} */
  lines = new Map();
  inside = 0;
  /** @type {Map<number, string>} */
  #searchTexts = new Map();

  /** @param {PersonRow[]} rows */
  putPeople(rows) {
    for (const [id, name, role, seat, site, unit] of rows) {
      this.people.set(id, { id, name, role, seat, site, unit });
      this.#searchTexts.delete(id);
    }
  }

  /** @param {BadgeRow[]} rows */
  putBadges(rows) {
    for (const [name, member, isRevoked] of rows) {
      this.badges.set(name, { member, isRevoked });
    }
  }

  /**
   * @param {number} member
   * @param {AttendanceStatus} line
   */
  setStatus(member, line) {
    this.inside += Number(line.inside) - Number(this.line(member).inside);
    this.lines.set(member, line);
  }

  /** @param {number} member */
  line(member) {
    return this.lines.get(member) ?? UNKNOWN_ATTENDANCE;
  }

  /**
   * Keep only these people: the others are on the list no more.
   * @param {Set<number>} ids
   */
  keepOnly(ids) {
    for (const id of this.people.keys()) if (!ids.has(id)) this.people.delete(id);
  }

  /**
   * Return the data of the person a scan refers to.
   * @param {{token?: string, member?: number}} scan
   */
  lookUp({ token, member }) {
    const badge = token ? this.badges.get(token) : undefined;
    const id = member ?? badge?.member ?? 0;
    return {
      // Typed codes are too short for tokens that hide them.
      isAnswerable: Boolean(token || member),
      person: this.people.get(id),
      isRevoked: badge?.isRevoked ?? false,
      line: this.line(id),
    };
  }

  /**
   * Find people by parts of the name, unit or seat; marks aside.
   * @param {string} words
   * @returns {{found: Person[], more: number}}
   */
  find(words) {
    const parts = searchText(words).split(" ").filter(Boolean);
    if (!parts.length) return { found: [], more: 0 };
    const found = [...this.people.values()].filter((person) => {
      const text = this.#searchTextOf(person);
      return parts.every((part) => text.includes(part));
    });
    found.sort((one, other) => byGivenName(one.name, other.name));
    return {
      found: found.slice(0, MAX_RESULTS),
      more: Math.max(0, found.length - MAX_RESULTS),
    };
  }

  /** @param {Person} person */
  #searchTextOf({ id, name, unit, seat }) {
    const known = this.#searchTexts.get(id);
    if (known !== undefined) return known;
    const text = searchText(`${name} ${unit} ${seat}`);
    this.#searchTexts.set(id, text);
    return text;
  }
}
