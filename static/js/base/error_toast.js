/** A refusal in words at the foot of the screen; a defect stays a defect. */

import { ApiError } from "./api.js";
import { toast } from "./toast.js";

/** @param {unknown} error */
export function showError(error) {
  if (!(error instanceof ApiError)) throw error;
  toast(error.message, "error");
}
