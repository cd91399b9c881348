/** Button that signs this device out. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { forgetHolderData } from "../base/member_storage.js";
import { toast } from "../base/toast.js";

/** @extends {Controller<any>} */
export class SignOutController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", async () => {
      try {
        const { go } = await post(addresses.accountsSignOut());
        forgetHolderData();
        location.assign(go);
      } catch (error) {
        toast(error instanceof Error ? error.message : String(error), "error");
      }
    });
  }
}
