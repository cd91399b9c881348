/**
 * Parse scanned or typed badge input into a secret, a short code or an enrolment
 * secret. The input is untrusted.
 */

const SECRET = /^[A-Za-z0-9_-]{22}$/;
const BADGE_ADDRESS = /^https?:\/\/[^\s/#?]{1,255}\/q#([A-Za-z0-9_-]{22})$/;
// As kiosk/badges/codes.py prints them.
const SHORT_CODE = /^[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{8}$/;
const MAX_INPUT_LENGTH = 400;
// With a hyphen, and one letter too many.
const MAX_CODE_LENGTH = 12;

// The address in the QR code that enrols a managed tablet.
const ENROLMENT_ADDRESS = /^https?:\/\/[^\s/#?]{1,255}\/enrol#([A-Za-z0-9_-]{22})$/;

/** @typedef {{secret: string} | {code: string} | {enrolment: string}} BadgeInput */

/**
 * Parse input of camera, scanner or keyboard; null: not a badge of this system.
 * @param {string} text
 * @returns {BadgeInput | null}
 */
export function parseBadge(text) {
  const plain = text.slice(0, MAX_INPUT_LENGTH).replace(/\s+/g, "");
  const enrolment = ENROLMENT_ADDRESS.exec(plain)?.[1];
  if (enrolment) return { enrolment };
  const secret = BADGE_ADDRESS.exec(plain)?.[1] ?? plain;
  if (SECRET.test(secret)) return { secret };
  const code = plain.replaceAll("-", "").toUpperCase();
  return SHORT_CODE.test(code) ? { code } : null;
}

/**
 * Lay out a code while it is being typed: XXXX-XXXX. What may become an address or a
 * secret, typed by a slow scanner or pasted, is left as it is: there, case matters.
 * @param {string} text
 * @returns {string}
 */
export function formatCode(text) {
  if (/^ht?t?p?$|^http/i.test(text) || text.length > MAX_CODE_LENGTH) return text;
  const plain = text.replace(/[^0-9a-z]/gi, "").toUpperCase();
  const head = plain.slice(0, 4);
  return plain.length > 4 ? `${head}-${plain.slice(4, 8)}` : head;
}
