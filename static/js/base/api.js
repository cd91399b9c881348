/** HTTP requests to the server. All changes go through `post`. */

import { retryDeadlines, withDeadline } from "./deadline.js";
import { newIdempotencyKey } from "./idempotency_key.js";
import "./slow_server_notice.js";
import { t } from "./i18n.js";

/** Longer than any answer takes, even with many clients on weak Wi-Fi. */
const READ_DEADLINES_MS = retryDeadlines(15_000, 2500, 20_000);
/** So many PINs chosen at once are hashed one after the other. Nothing is sent twice. */
const WRITE_DEADLINES_MS = [60_000];
/** A press whose answer is waited for; sent again, it does nothing again. */
const PRESS_DEADLINES_MS = [8000, 8000, 20_000];
/** A network that is lost comes back no sooner. */
const LOST_NETWORK_PAUSE_MS = 700;

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
async function errorFrom(response) {
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
function noAnswerError() {
  const words = t("Không liên lạc được với máy chủ. Xin kiểm tra Wi-Fi rồi thử lại.");
  return new ApiError(0, "offline", words);
}

/**
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<any>} the answer's JSON, or null where there is none
 */
async function request(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw noAnswerError();
  }
  if (!response.ok && response.status !== 304) throw await errorFrom(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    // Not ours to hide, unless the connection broke off in the middle.
    if (error instanceof SyntaxError) throw error;
    throw noAnswerError();
  }
}

/**
 * Ask again what was not answered in time.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} request
 * @param {number[]} deadlines the deadline of each try
 * @returns {Promise<T>}
 */
async function requestWithRetries(request, deadlines) {
  const [ms = 0, ...further] = deadlines;
  let isTimedOut = false;
  try {
    return await withDeadline((signal) => {
      signal.addEventListener("abort", () => {
        isTimedOut = true;
      });
      return request(signal);
    }, ms);
  } catch (error) {
    if (!isTimedOut || !further.length) throw error;
  }
  return requestWithRetries(request, further);
}

/**
 * Get JSON.
 * @param {import("./address_builder.js").GetAddress} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
export async function get(url, options = {}) {
  const init = { headers: { Accept: "application/json" }, ...options };
  return requestWithRetries(
    (signal) => request(url, { ...init, signal }),
    READ_DEADLINES_MS,
  );
}

/**
 * What a change is sent with; its tries carry one key, so that the server does it once.
 * @param {unknown} body
 */
const keyedInit = (body) => ({
  method: "POST",
  headers: {
    Accept: "application/json",
    "Content-Type": "application/json",
    "Idempotency-Key": newIdempotencyKey(),
  },
  body: JSON.stringify(body),
});

/**
 * Post JSON; returns the answer, or null where there is none.
 * @param {import("./address_builder.js").PostAddress} url
 * @param {unknown} [body]
 * @param {number[]} [deadlines] the deadline of each try
 * @returns {Promise<any>}
 */
export async function post(url, body = {}, deadlines = WRITE_DEADLINES_MS) {
  const init = keyedInit(body);
  return requestWithRetries((signal) => request(url, { ...init, signal }), deadlines);
}

/**
 * Post what somebody has pressed; after a lost network it is sent again with its key.
 * @param {import("./address_builder.js").PostAddress} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function press(url, body = {}) {
  const init = keyedInit(body);
  const once = () =>
    requestWithRetries(
      (signal) => request(url, { ...init, signal }),
      PRESS_DEADLINES_MS,
    );
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 0) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, LOST_NETWORK_PAUSE_MS));
  return once();
}

/**
 * Send a file as it is; returns the answer.
 * @param {import("./address_builder.js").PostAddress} url
 * @param {Blob} file
 * @returns {Promise<any>}
 */
export async function send(url, file) {
  // Without a deadline: a large file on a thin line takes as long as it takes.
  return request(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/octet-stream" },
    body: file,
  });
}
