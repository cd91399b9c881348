/** Staff pages: sign-in, account, accounts, access log, personal data, retention. */

import { AccessLogController } from "../accounts/access_log_controller.js";
import {
  AccountListController,
  NewAccountController,
} from "../accounts/accounts_controller.js";
import {
  OidcBeginController,
  OidcReturnController,
} from "../accounts/oidc_controllers.js";
import { PasskeyStepController } from "../accounts/passkey_step_controller.js";
import { PasskeysController } from "../accounts/passkeys_controller.js";
import { SecondFactorController } from "../accounts/second_factor_controller.js";
import { SecondStepController } from "../accounts/second_step_controller.js";
import { SessionsController } from "../accounts/sessions_controller.js";
import { SetupController } from "../accounts/setup_controller.js";
import { SignOutController } from "../accounts/sign_out_controller.js";
import { StaffMenuController } from "../accounts/staff_menu_controller.js";
import { StaffSignInController } from "../accounts/staff_sign_in_controller.js";
import { attach } from "../base/controller.js";
import { RsvpController } from "../invitations/rsvp_controller.js";
import {
  MailLinesController,
  MailTestController,
} from "../notices/mail_controllers.js";
import { NoticeListController } from "../notices/notice_list_controller.js";
import { UnsubscribeController } from "../notices/unsubscribe_controller.js";
import { WebhooksController } from "../notices/webhooks_controller.js";
import { PersonChoiceController } from "../personal_data/person_choice_controller.js";
import { PersonController } from "../personal_data/person_controller.js";
import {
  RetentionDueController,
  RetentionListController,
} from "../retention/retention_controllers.js";

attach(
  {
    "staff-sign-in": StaffSignInController,
    "second-step": SecondStepController,
    sessions: SessionsController,
    "second-factor": SecondFactorController,
    passkeys: PasskeysController,
    "oidc-begin": OidcBeginController,
    "oidc-return": OidcReturnController,
    "passkey-step": PasskeyStepController,
    setup: SetupController,
    accounts: AccountListController,
    "new-account": NewAccountController,
    "access-log": AccessLogController,
    "person-choice": PersonChoiceController,
    person: PersonController,
    "retention-due": RetentionDueController,
    "retention-list": RetentionListController,
    "notice-list": NoticeListController,
    "mail-test": MailTestController,
    "mail-lines": MailLinesController,
    webhooks: WebhooksController,
    unsubscribe: UnsubscribeController,
    rsvp: RsvpController,
    "sign-out": SignOutController,
    "staff-menu": StaffMenuController,
  },
  {},
);
