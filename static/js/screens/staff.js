/** Staff pages: sign-in, one-time links, account, accounts, access log. */

import {
  AccountListController,
  NewAccountController,
} from "../accounts/accounts_controller.js";
import { SecondFactorController } from "../accounts/second_factor_controller.js";
import { SecondStepController } from "../accounts/second_step_controller.js";
import { SessionsController } from "../accounts/sessions_controller.js";
import { SetupController } from "../accounts/setup_controller.js";
import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffSignInController } from "../accounts/staff_sign_in_controller.js";
import { attach } from "../base/controller.js";

attach(
  {
    "staff-sign-in": StaffSignInController,
    "second-step": SecondStepController,
    sessions: SessionsController,
    "second-factor": SecondFactorController,
    setup: SetupController,
    accounts: AccountListController,
    "new-account": NewAccountController,
    "sign-out": SignOutController,
  },
  {},
);
