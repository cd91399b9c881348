/** Passkeys between the browser's bytes and the server's base64url. */

import { fromBase64, toBase64 } from "../base/bytes.js";

/** @param {string} text base64url */
export function bytesOf(text) {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {string} base64url
 */
export function textOf(bytes) {
  const text = toBase64(new Uint8Array(bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {{id: string}[]} [listed] */
function withBytes(listed = []) {
  return listed.map((one) => ({ ...one, id: bytesOf(one.id) }));
}

/**
 * What `navigator.credentials.create` takes.
 * @param {any} options as JSON
 */
export function creationOptions({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  };
}

/**
 * What `navigator.credentials.get` takes.
 * @param {any} options as JSON
 */
export function requestOptions({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  };
}

/**
 * The browser's answer as the server reads it.
 * @param {any} credential
 * @param {string[]} parts names of what `response` holds
 */
export function answerOf(credential, parts) {
  const pairs = parts.map((name) => [name, textOf(credential.response[name])]);
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(pairs),
  };
}
