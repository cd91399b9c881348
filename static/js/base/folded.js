/** Text for finding, whatever its diacritics. */

/**
 * Put a text in the form in which it is looked for: small letters without marks.
 * @param {string} text
 */
export function folded(text) {
  const plain = text.toLowerCase().replaceAll("đ", "d").normalize("NFD");
  return plain.replace(/\p{Mn}/gu, "").trim();
}
