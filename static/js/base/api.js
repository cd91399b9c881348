/** Asking the server over HTTP: the only way a screen changes anything. */

import { deadlines, inTime } from "./deadline.js";
import "./late_notice.js";
import { t } from "./i18n.js";

/** Longer than any answer takes, also where the whole hall asks on weak Wi-Fi. */
const READ_MS = deadlines(15_000, 2500, 20_000);
/** So many PINs chosen at once are hashed one after the other. Nothing is sent twice. */
const CHANGE_MS = [60_000];

/** A refusal by the server, or no answer at all (`status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message in the screen's language
   * @param {Record<string, unknown>} [details]
   */
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** @param {Response} response */
async function refusal(response) {
  /** @type {{error?: string, message?: string}} */
  const body = await response.json().catch(() => ({}));
  return new ApiError(
    response.status,
    body.error ?? "unknown",
    body.message ?? t("Máy chủ gặp lỗi. Chưa có gì thay đổi, xin thử lại."),
    body,
  );
}

/** The answer that is none. */
function noAnswer() {
  const words = t("Không liên lạc được với máy chủ. Xin kiểm tra Wi-Fi rồi thử lại.");
  return new ApiError(0, "offline", words);
}

/**
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<any>} the answer's JSON, or null where there is none
 */
async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw noAnswer();
  }
  if (!response.ok && response.status !== 304) throw await refusal(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    // Not ours to hide, unless the connection broke off in the middle.
    if (error instanceof SyntaxError) throw error;
    throw noAnswer();
  }
}

/**
 * Ask again what was not answered in time.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} ask
 * @param {number[]} within the deadline of each try
 * @returns {Promise<T>}
 */
async function askAgain(ask, within) {
  const [ms = 0, ...further] = within;
  let isOver = false;
  try {
    return await inTime((signal) => {
      signal.addEventListener("abort", () => {
        isOver = true;
      });
      return ask(signal);
    }, ms);
  } catch (error) {
    if (!isOver || !further.length) throw error;
  }
  return askAgain(ask, further);
}

/**
 * Get JSON.
 * @param {import("./address.js").GetAddress} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
export async function get(url, options = {}) {
  const how = { headers: { Accept: "application/json" }, ...options };
  return askAgain((signal) => ask(url, { ...how, signal }), READ_MS);
}

/**
 * Post JSON; returns the answer, or null where there is none.
 * @param {import("./address.js").PostAddress} url
 * @param {unknown} [body]
 * @param {number[]} [within] the deadline of each try; more than one only where doing it
 *   twice does no more than once
 * @returns {Promise<any>}
 */
export async function post(url, body = {}, within = CHANGE_MS) {
  const how = {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return askAgain((signal) => ask(url, { ...how, signal }), within);
}

/**
 * Send a file as it is; returns the answer.
 * @param {import("./address.js").PostAddress} url
 * @param {Blob} file
 * @returns {Promise<any>}
 */
export async function send(url, file) {
  // Without a deadline: a large file on a thin line takes as long as it takes.
  return ask(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/octet-stream" },
    body: file,
  });
}
