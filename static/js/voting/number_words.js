/** Numbers in words, for results: 0 to 99,999. Pure functions. */

import { language } from "../base/i18n.js";

/** The largest number that is written in words. */
export const LARGEST = 99_999;

const DIGITS = [
  ...["không", "một", "hai", "ba", "bốn"],
  ...["năm", "sáu", "bảy", "tám", "chín"],
];

const SMALL = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  ...["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"],
  ...["seventeen", "eighteen", "nineteen"],
];

const TENS = [
  ...["", "", "twenty", "thirty", "forty", "fifty"],
  ...["sixty", "seventy", "eighty", "ninety"],
];

/** @param {number} digit */
const digitWord = (digit) => DIGITS[digit] ?? "";

/**
 * After ten or tens: 5 is *lăm*, 1 after twenty and more is *mốt*.
 * @param {number} tens
 * @param {number} unit
 */
function unitWord(tens, unit) {
  if (unit === 0) return "";
  if (unit === 5) return "lăm";
  if (unit === 1 && tens > 1) return "mốt";
  return digitWord(unit);
}

/** @param {number} number 0 to 99; 0 is nothing */
function belowHundred(number) {
  const [tens, unit] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return unit ? digitWord(unit) : "";
  const ten = tens === 1 ? "mười" : `${digitWord(tens)} mươi`;
  return `${ten} ${unitWord(tens, unit)}`.trim();
}

/**
 * @param {number} number 0 to 999; 0 is nothing
 * @param {boolean} isAfterThousands the hundreds are named even where there are none
 */
function belowThousand(number, isAfterThousands) {
  if (number === 0) return "";
  const [hundreds, rest] = [Math.floor(number / 100), number % 100];
  if (hundreds === 0 && !isAfterThousands) return belowHundred(rest);
  const odd = rest > 0 && rest < 10 ? "linh " : "";
  return `${digitWord(hundreds)} trăm ${odd}${belowHundred(rest)}`.trim();
}

/** @param {number} number */
function vietnamese(number) {
  const [thousands, rest] = [Math.floor(number / 1000), number % 1000];
  if (thousands === 0) return belowThousand(rest, false) || digitWord(0);
  return `${belowHundred(thousands)} nghìn ${belowThousand(rest, true)}`.trim();
}

/** @param {number} number 0 to 999; 0 is nothing */
function englishBelowThousand(number) {
  const [hundreds, rest] = [Math.floor(number / 100), number % 100];
  const words = [];
  if (hundreds) words.push(`${SMALL[hundreds]} hundred`);
  if (hundreds && rest) words.push("and");
  if (rest >= 20) {
    const unit = rest % 10 ? `-${SMALL[rest % 10]}` : "";
    words.push(`${TENS[Math.floor(rest / 10)]}${unit}`);
  } else if (rest) {
    words.push(`${SMALL[rest]}`);
  }
  return words.join(" ");
}

/** @param {number} number */
function english(number) {
  const [thousands, rest] = [Math.floor(number / 1000), number % 1000];
  if (thousands === 0) return englishBelowThousand(rest) || "zero";
  const odd = rest > 0 && rest < 100 ? "and " : "";
  const hundreds = `${odd}${englishBelowThousand(rest)}`;
  return `${englishBelowThousand(thousands)} thousand ${hundreds}`.trim();
}

/**
 * Write a number in words.
 * @param {number} number
 * @param {string} [tongue] `vi` or `en`
 * @returns {string} empty where it is no whole number from 0 to 99,999
 */
export function numberInWords(number, tongue = language()) {
  if (!Number.isInteger(number) || number < 0 || number > LARGEST) return "";
  return tongue === "vi" ? vietnamese(number) : english(number);
}
