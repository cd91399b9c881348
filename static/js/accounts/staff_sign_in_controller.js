/** Sign in with user name and password. */

import * as addresses from "../base/addresses.js";
import { FormController } from "../base/form_controller.js";

export class StaffSignInController extends FormController {
  /** @override */
  get address() {
    return addresses.accountsSignIn();
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ username = "", password = "" }) {
    return { username, password };
  }
}
