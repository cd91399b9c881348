/** Screen of a meeting's official papers. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { MeetingPaperController } from "../meeting_papers/meeting_paper_controller.js";

attach({ "meeting-paper": MeetingPaperController }, { meetingId: pageMeetingId() });
