/** The page a phone opens from an invitation: the secret never stays in the address. */

/**
 * Take what stands behind # in the address, and clear it at once.
 * @param {Location} place
 * @param {History} past
 * @returns {string} "" where nothing stands there
 */
export function takeFragment(place, past) {
  const text = place.hash.slice(1);
  if (text) past.replaceState(null, "", place.pathname);
  return text;
}
