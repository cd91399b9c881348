/** Keys by which the server knows that a request was sent before. */

const KEY_BYTES = 16;

/** `crypto.randomUUID` is there over TLS only. */
export function newIdempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
