/** The secretariat's page on which a list of people is brought in. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page.js";
import { ImportController } from "../roster/import_controller.js";

attach({ import: ImportController }, { meetingId: pageMeetingId() });
