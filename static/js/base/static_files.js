/** Address and version of the static files. */

const BASE = /^(?:[a-z]+:\/\/[^/]+)?(\/static\/([0-9a-f]{1,16})\/)/;

/**
 * Read the folder of the static files out of the address of one of them.
 * @param {string} address
 * @returns {string} a path with a slash at its end; empty: it is none of them
 */
export function staticBase(address) {
  return BASE.exec(address)?.[1] ?? "";
}

/**
 * Read the version of the static files out of the address of one of them.
 * @param {string} address
 */
export function staticVersion(address) {
  return BASE.exec(address)?.[2] ?? "";
}
