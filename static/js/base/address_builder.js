/**
 * Types and template tags of the generated table of addresses (addresses.js). The type
 * of an address names the method of its route, so that `get` of an address that takes
 * only POST is a type error. The property `method` does not exist at run time.
 *
 * @typedef {string & {readonly method: "GET"}} GetAddress
 * @typedef {string & {readonly method: "POST"}} PostAddress
 * @typedef {number | string} Part value of a route parameter
 */

/**
 * @param {readonly string[]} fixed
 * @param {Part[]} parts
 */
function join(fixed, parts) {
  return String.raw({ raw: fixed }, ...parts.map(encodeURIComponent));
}

/**
 * @param {TemplateStringsArray} fixed
 * @param {Part[]} parts
 */
export function getAddress(fixed, ...parts) {
  return /** @type {GetAddress} */ (join(fixed, parts));
}

/**
 * @param {TemplateStringsArray} fixed
 * @param {Part[]} parts
 */
export function postAddress(fixed, ...parts) {
  return /** @type {PostAddress} */ (join(fixed, parts));
}

/**
 * Put a query behind an address.
 * @template {GetAddress | PostAddress} A
 * @param {A} address
 * @param {Record<string, Part>} query
 * @returns {A}
 */
export function withQuery(address, query) {
  const words = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return /** @type {A} */ (`${address}?${new URLSearchParams(words)}`);
}
