/** The secretariat's page on which a list of people is brought in. */

import { attach } from "../base/controller.js";
import { pageMeetingId } from "../base/page_context.js";
import { ImportController } from "../people/import_controller.js";

attach({ import: ImportController }, { meetingId: pageMeetingId() });
