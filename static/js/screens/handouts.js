/** Page of printed handouts. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { HandoutController } from "../handouts/handout_controller.js";
import { LogoController } from "../handouts/logo_controller.js";

attach(
  { handout: HandoutController, logo: LogoController },
  { meetingId: pageMeetingId() },
);
