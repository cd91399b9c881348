/** Signing in with a name and a password. */

import { FormController } from "./form_controller.js";

export class StaffSignInController extends FormController {
  /** @override */
  get address() {
    return "/staff/sign-in";
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ username = "", password = "" }) {
    return { username, password };
  }
}
