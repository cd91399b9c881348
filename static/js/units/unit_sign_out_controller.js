/** Button that signs the device out of its unit. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<any>} */
export class UnitSignOutController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", async () => {
      try {
        const { go } = await post(addresses.unitsSignOut());
        location.assign(go);
      } catch (error) {
        showError(error);
      }
    });
  }
}
