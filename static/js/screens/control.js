/** Devices that control the meeting from outside. */

import * as addresses from "../base/addresses.js";
import { attach } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { TokensController } from "../base/tokens_controller.js";

const meetingId = pageMeetingId();
attach(
  { tokens: TokensController },
  {
    make: addresses.controlTokensMake(meetingId),
    revoke: (/** @type {string} */ id) => addresses.controlTokensRevoke(meetingId, id),
    consequence: t(
      "Thiết bị không điều khiển được nữa. Muốn dùng lại phải tạo mã mới.",
    ),
  },
);
