/** Second step of signing in: a one-time code. */

import * as addresses from "../base/addresses.js";
import { FormController } from "../base/form_controller.js";

export class SecondStepController extends FormController {
  /** @override */
  get address() {
    return addresses.accountsGiveCode();
  }
}
