/** Strings of scripts: Vietnamese in the code, English from the page's catalogue. */

/** @type {Record<string, string> | null} */
let catalogue = null;

/** @returns {Record<string, string>} */
function readCatalogue() {
  const element = globalThis.document?.getElementById("strings");
  return element?.textContent ? JSON.parse(element.textContent) : {};
}

/**
 * Return the sentence in the screen's language, its `{fields}` filled in.
 * @param {string} sentence Vietnamese
 * @param {Record<string, string | number>} [fields]
 * @returns {string}
 */
export function t(sentence, fields = {}) {
  catalogue ??= readCatalogue();
  const text = catalogue[sentence] ?? sentence;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    name in fields ? String(fields[name]) : whole,
  );
}

/** @returns {string} the screen's language, `vi` or `en` */
export function language() {
  return globalThis.document?.documentElement.lang || "vi";
}

/**
 * Write a number as the screen's language does: 11.873 and 0,7, or 11,873 and 0.7.
 * @param {number} number
 * @param {Intl.NumberFormatOptions} [how]
 */
export function formatNumber(number, how = {}) {
  return number.toLocaleString(language() === "vi" ? "vi-VN" : "en-GB", how);
}
