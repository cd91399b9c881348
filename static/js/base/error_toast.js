/** Show an API error as a toast; rethrow any other error. */

import { ApiError } from "./api.js";
import { toast } from "./toast.js";

/** @param {unknown} error */
export function showError(error) {
  if (!(error instanceof ApiError)) throw error;
  toast(error.message, "error");
}
