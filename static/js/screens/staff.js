/** The staff's pages: signing in, one-time links, accounts. */

import {
  AccountsController,
  NewAccountController,
} from "../accounts/accounts_controller.js";
import { SetupController } from "../accounts/setup_controller.js";
import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffSignInController } from "../accounts/staff_sign_in_controller.js";
import { attach } from "../base/controller.js";

attach(
  {
    "staff-sign-in": StaffSignInController,
    setup: SetupController,
    accounts: AccountsController,
    "new-account": NewAccountController,
    "sign-out": SignOutController,
  },
  {},
);
