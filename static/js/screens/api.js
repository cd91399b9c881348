/** Tokens of other systems; and the description of the interface, without scripts. */

import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { TokensController } from "../base/tokens_controller.js";

attach(
  {
    tokens: TokensController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
  },
  {
    make: addresses.apiTokensMake(),
    revoke: (/** @type {string} */ id) => addresses.apiTokensRevoke(id),
    consequence: t("Hệ thống đó không đọc được nữa. Muốn dùng lại phải tạo mã mới."),
  },
);
