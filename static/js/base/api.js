/** Asking the server over HTTP: the only way a screen changes anything. */

import { t } from "./i18n.js";

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

/**
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new ApiError(
      0,
      "offline",
      t("Không liên lạc được với máy chủ. Xin kiểm tra Wi-Fi rồi thử lại."),
    );
  }
  if (!response.ok && response.status !== 304) throw await refusal(response);
  return response;
}

/**
 * Get JSON.
 * @param {import("./address.js").GetAddress} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
export async function get(url, options = {}) {
  const response = await ask(url, {
    headers: { Accept: "application/json" },
    ...options,
  });
  return response.json();
}

/**
 * Post JSON; returns the answer, or null where there is none.
 * @param {import("./address.js").PostAddress} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function post(url, body = {}) {
  const response = await ask(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

/**
 * Send a file as it is; returns the answer.
 * @param {import("./address.js").PostAddress} url
 * @param {Blob} file
 * @returns {Promise<any>}
 */
export async function send(url, file) {
  const response = await ask(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/octet-stream" },
    body: file,
  });
  return response.json();
}
