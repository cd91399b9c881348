/** Page of a meeting's record. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { RecordCheckController } from "../record/record_check_controller.js";

attach({ "record-check": RecordCheckController }, { meetingId: pageMeetingId() });
