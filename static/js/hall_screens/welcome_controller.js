/** Form of the Wi-Fi that the welcome shows. */

import * as addresses from "../base/addresses.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";

export class WelcomeController extends FormController {
  /** @override */
  get address() {
    return addresses.hallScreensOperatorSetWelcome(this.context.meetingId);
  }

  /** @override */
  done() {
    toast(t("Đã lưu. Màn hình chào mừng hiện Wi-Fi này."));
  }
}
