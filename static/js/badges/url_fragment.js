/** Read the secret of an invitation from the address, and remove it there. */

/**
 * Return the address fragment, and remove it from the address.
 * @param {Location} address
 * @param {History} browserHistory
 * @returns {string} "" if there is none
 */
export function takeUrlFragment(address, browserHistory) {
  const text = address.hash.slice(1);
  if (text) browserHistory.replaceState(null, "", address.pathname);
  return text;
}
