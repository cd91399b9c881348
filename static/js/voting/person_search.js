/** Find people by parts of their names, with or without diacritics. Pure functions. */

import { folded } from "../base/folded.js";

/**
 * @typedef {{member_id: number, name: string, unit: string, seat: string, site: string,
 *   cast: boolean, connected: boolean}} Voter
 */

/**
 * Those whose name, unit or seat has every word; those without a device first.
 * @param {Voter[]} voters
 * @param {string} words
 * @returns {Voter[]}
 */
export function findPeople(voters, words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (!wanted.length)
    return voters.filter(({ cast, connected }) => !cast && !connected);
  const found = voters.filter(({ name, unit, seat }) => {
    const text = folded(`${name} ${unit} ${seat}`);
    return wanted.every((word) => text.includes(word));
  });
  return found.sort((one, other) => Number(one.connected) - Number(other.connected));
}
