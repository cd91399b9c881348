/** Settings of clocks as they are typed. Pure functions. */

/**
 * Read thresholds such as `60, 30`; null: not understood.
 * @param {string} text
 * @returns {number[] | null}
 */
export function warnSecondsFrom(text) {
  const words = text.split(/[\s,;]+/u).filter(Boolean);
  return words.every((word) => /^\d{1,4}$/u.test(word)) ? words.map(Number) : null;
}
