/** Read the secret of an invitation from the address, and remove it there. */

/**
 * Take what stands behind # in the address, and clear it at once.
 * @param {Location} address
 * @param {History} browserHistory
 * @returns {string} "" where nothing stands there
 */
export function takeUrlFragment(address, browserHistory) {
  const text = address.hash.slice(1);
  if (text) browserHistory.replaceState(null, "", address.pathname);
  return text;
}
