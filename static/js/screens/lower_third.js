/** Lower third: the speaker's name on a transparent page. */

import { attach } from "../base/controller.js";
import { LowerThirdController } from "../hall_screens/lower_third_controller.js";
import { openMeeting } from "../live/open_meeting.js";

attach({ "lower-third": LowerThirdController }, { meeting: openMeeting() });
