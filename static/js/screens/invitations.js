/** Screen of invitations by e-mail. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { InvitationsController } from "../invitations/invitations_controller.js";

attach({ invitations: InvitationsController }, { meetingId: pageMeetingId() });
